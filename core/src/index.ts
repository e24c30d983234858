/** Everything other projects may use of the knowledge in `core`. */
export { type ConfigurationChange, compareConfigurations } from './actions/compare-configurations.ts';
export { drawTopology } from './actions/draw-topology.ts';
export * from './actions/switch-replication.ts';
export {
  enumerate,
  gainedByAsynchronous,
  gainedBySynchronous,
  lostByAsynchronous,
  lostBySynchronous,
} from './actions/switch-texts.ts';
export type { ConnectionAttempt } from './authentication/connection-attempt.ts';
export type { ConnectionOutcome } from './authentication/method-meaning.ts';
export { type ConnectionAnswer, type HbaStep, whoMayConnect } from './authentication/who-may-connect.ts';
export { catalogFor, type ParameterCatalog } from './catalog/catalog.ts';
export { type HbaFacts, hbaFacts, hbaWordMajors } from './catalog/hba-facts.ts';
export { manualLink, manualPage } from './catalog/manual-page.ts';
export { nearestName } from './catalog/nearest-name.ts';
export * from './catalog/parameter.ts';
export { renameOf } from './catalog/renames.ts';
export { isSetByFiles } from './catalog/set-by-files.ts';
export * from './catalog/texts.ts';
export { formatAuthFile } from './format/format-auth.ts';
export { formatConf } from './format/format-conf.ts';
export * from './lint/apply-edits.ts';
export type { Diagnostic } from './lint/diagnostic.ts';
export { lint } from './lint/lint.ts';
export { lintTopology } from './lint/lint-topology.ts';
export { type RuleChoice, recommended, severityOf } from './lint/rule-choice.ts';
export * from './model/file-kind.ts';
export { isFilledIn, isHole, templateText } from './model/filled-in.ts';
export { ParseCache } from './model/parse-cache.ts';
export { type ReadOptions, readServer } from './model/read-server.ts';
export * from './model/server-config.ts';
export {
  type DeclaredServer,
  findTarget,
  majorFromComment,
  majorFromPath,
  type Target,
  type TargetOptions,
} from './model/target.ts';
export {
  buildTopology,
  type Evidence,
  type Link,
  type PlacedServer,
  type Placement,
  type Topology,
} from './model/topology.ts';
export { lineAround, quoteHbaToken, quoteValue, setParameter } from './rules/edits.ts';
export { ruleGroups, ruleIds } from './rules/index.ts';
export { hbaFields, type OrganisationRule, ruleOfOrganisation } from './rules/organisation/organisation-rule.ts';
export type {
  Edit,
  Example,
  Fix,
  Preset,
  Related,
  Rule,
  RuleDocs,
  RuleFacts,
  RuleGroup,
  Severity,
} from './rules/rule.ts';
export { presets } from './rules/rule.ts';
export { conninfoPhrase } from './rules/standby/conninfo-phrases.ts';
export { formatAddress } from './syntax/address.ts';
export * from './syntax/conf.ts';
export * from './syntax/conf-value-map.ts';
export * from './syntax/conninfo.ts';
export { parseConninfoInteger } from './syntax/conninfo-integer.ts';
export {
  conninfoKeyword,
  conninfoKeywordMajors,
  conninfoKeywordNames,
  conninfoWords,
} from './syntax/conninfo-keywords.ts';
export * from './syntax/hba.ts';
export { hbaAddress } from './syntax/hba-address.ts';
export { methodMisfit } from './syntax/hba-record.ts';
export { type LogicalLine, logicalLines } from './syntax/logical-lines.ts';
export * from './syntax/lsn.ts';
export * from './syntax/secrets.ts';
export { checkSlotName } from './syntax/slot-names.ts';
export { parseSynchronizedStandbySlots } from './syntax/synchronized-standby-slots.ts';
export * from './syntax/synchronous-standby-names.ts';
export { type Unit, unitsOf } from './syntax/units.ts';
export { parseBool, parseNumber, wordOf } from './syntax/value.ts';
export type { Files } from './text/files.ts';
export { groupBy } from './text/group-by.ts';
export { LineIndex, type Position } from './text/line-index.ts';
export type { FileOrigin, Origin } from './text/origin.ts';
export { overlaps, type TextRange, touches } from './text/range.ts';
export { RememberedFiles, remember } from './text/remembered-files.ts';
export { isInPart, maskParts } from './text/template.ts';
export * from './text/uri.ts';
