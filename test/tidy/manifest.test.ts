import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import { projectFileName as cliProjectFile } from '../../cli/src/projects.ts';
import {
  clustersViewId,
  commandIds,
  languages,
  liveCommandIds,
  liveContextKey,
  projectFileName,
  settings,
  settingsSection,
} from '../../client/src/manifest.ts';
import { majors } from '../../core/src/index.ts';
import { projectFile } from '../../server/src/project.ts';
import { clientCommands, languageIds, settingsSection as serverSection } from '../../server/src/protocol.ts';
import { readRepositoryFile } from './repository.ts';

const setting = z.object({
  scope: z.string(),
  enum: z.optional(z.array(z.string())),
  description: z.optional(z.string()),
  markdownDescription: z.optional(z.string()),
});
const named = z.object({ command: z.string(), when: z.optional(z.string()) });
const manifest = z.object({
  activationEvents: z.array(z.string()),
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), title: z.string(), category: z.string() })),
    menus: z.record(z.string(), z.array(named)),
    languages: z.array(z.object({ id: z.string(), filenamePatterns: z.array(z.string()) })),
    views: z.record(z.string(), z.array(z.object({ id: z.string() }))),
    configuration: z.object({ properties: z.record(z.string(), setting) }),
  }),
});
const { activationEvents, contributes } = manifest.parse(JSON.parse(readRepositoryFile('package.json')));
const { properties } = contributes.configuration;

suite('package.json and the code spell alike', () => {
  test('commands', () => {
    const ids = contributes.commands.map(({ command }) => command).sort();
    assert.deepEqual(ids, [...Object.values<string>(commandIds), ...Object.values<string>(liveCommandIds)].sort());
    for (const id of Object.values(clientCommands)) assert.ok(ids.includes(id), id);
    for (const { command } of Object.values(contributes.menus).flat()) assert.ok(ids.includes(command), command);
    for (const { category, title } of contributes.commands) assert.equal(category, 'PG Replication', title);
  });

  test('commands of live servers are offered where there are any', () => {
    const ids = Object.values<string>(liveCommandIds);
    const offered = (contributes.menus['commandPalette'] ?? []).filter(({ command }) => ids.includes(command));
    assert.deepEqual(offered.map(({ command }) => command).sort(), ids.sort());
    for (const { command, when } of offered) assert.ok(when === liveContextKey || when === 'false', command);
    for (const { when } of contributes.menus['view/item/context'] ?? []) assert.match(when ?? '', /^view == /);
    assert.deepEqual(
      Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id)),
      [clustersViewId],
    );
  });

  test('languages', () => {
    // The editor's own language, for the name of our project file.
    const ids = contributes.languages.map(({ id }) => id).filter((id) => id !== 'jsonc');
    assert.deepEqual(ids, [...languages]);
    assert.deepEqual(ids, [...languageIds]);
  });

  test('no language claims every file that ends in .conf, nothing activates always', () => {
    assert.ok(!contributes.languages.flatMap(({ filenamePatterns }) => filenamePatterns).includes('*.conf'));
    assert.ok(!activationEvents.includes('*') && !activationEvents.includes('onStartupFinished'));
  });

  test('settings', () => {
    assert.equal(settingsSection, serverSection);
    for (const [name, { description, markdownDescription }] of Object.entries(properties)) {
      assert.ok(name.startsWith(`${settingsSection}.`), name);
      assert.ok((description ?? markdownDescription ?? '').length > 20, name);
    }
    assert.ok(properties[`${settingsSection}.${settings.showsFindings}`]);
    assert.deepEqual(properties[`${settingsSection}.pgVersion`]?.enum, ['auto', ...majors.map(String)]);
  });

  test('the project file', () => {
    assert.equal(projectFileName, projectFile);
    assert.equal(projectFileName, cliProjectFile);
    assert.ok(activationEvents.includes(`workspaceContains:**/${projectFileName}`));
  });
});
