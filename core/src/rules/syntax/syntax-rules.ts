import type { Rule } from '../rule.ts';
import { confSyntax } from './conf-syntax.ts';
import { emptyHbaFile } from './empty-hba-file.ts';
import { hbaLineTooLong } from './hba-line-too-long.ts';
import { hbaMethodNeedsSetting } from './hba-method-needs-setting.ts';
import { includeElsewhere } from './include-elsewhere.ts';
import { invalidHbaAddress } from './invalid-hba-address.ts';
import { invalidHbaMethod } from './invalid-hba-method.ts';
import { invalidHbaOption } from './invalid-hba-option.ts';
import { invalidHbaRecord } from './invalid-hba-record.ts';
import { invalidIdentLine } from './invalid-ident-line.ts';
import { invalidRegularExpression } from './invalid-regular-expression.ts';
import { missingHbaInclude } from './missing-hba-include.ts';
import { missingInclude } from './missing-include.ts';
import { missingIncludeFolder } from './missing-include-folder.ts';
import { unfilledPlaceholder } from './unfilled-placeholder.ts';

/** Lines that the server's readers refuse whatever is set elsewhere. */
export const syntaxRules: readonly Rule[] = [
  confSyntax,
  unfilledPlaceholder,
  missingInclude,
  missingIncludeFolder,
  includeElsewhere,
  invalidHbaRecord,
  invalidHbaAddress,
  invalidHbaMethod,
  invalidHbaOption,
  hbaMethodNeedsSetting,
  invalidRegularExpression,
  missingHbaInclude,
  hbaLineTooLong,
  emptyHbaFile,
  invalidIdentLine,
];
