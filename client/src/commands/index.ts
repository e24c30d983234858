import { commands, Disposable, window } from 'vscode';
import { sentenceOf } from '../errors.ts';
import * as l10n from '../l10n.ts';
import type { LanguageService } from '../language-client.ts';
import { type CommandId, commandIds } from '../manifest.ts';
import { convertValue } from './convert-value.ts';
import { drawTopology } from './draw-topology.ts';
import { explainSetting, provideExplanations } from './explain-setting.ts';
import { restartOrReload } from './restart-or-reload.ts';
import { restartServer } from './restart-server.ts';
import { setTarget } from './set-target.ts';
import { showOutput } from './show-output.ts';
import { switchToAsynchronous } from './switch-to-asynchronous.ts';
import { switchToSynchronous } from './switch-to-synchronous.ts';
import { whoMayConnect } from './who-may-connect.ts';

/** One command: its argument comes from a menu, a code action, a keybinding or nowhere. */
type Command = (service: LanguageService, argument: unknown) => Promise<unknown>;

const table: Readonly<Record<CommandId, Command>> = {
  [commandIds.switchToSynchronous]: switchToSynchronous,
  [commandIds.switchToAsynchronous]: switchToAsynchronous,
  [commandIds.setTarget]: setTarget,
  [commandIds.restartServer]: restartServer,
  [commandIds.showOutput]: showOutput,
  [commandIds.convertValue]: convertValue,
  [commandIds.explainSetting]: explainSetting,
  [commandIds.restartOrReload]: restartOrReload,
  [commandIds.drawTopology]: drawTopology,
  [commandIds.whoMayConnect]: whoMayConnect,
};

async function run(command: Command, service: LanguageService, argument: unknown): Promise<unknown> {
  try {
    return await command(service, argument);
  } catch (error) {
    service.output.error(error instanceof Error ? error : String(error));
    const showLog = l10n.t('Show Output');
    void window
      .showErrorMessage(sentenceOf(error), showLog)
      .then((chosen) => chosen === showLog && service.output.show());
    return undefined;
  }
}

/** Makes every command of the manifest work. */
export function registerCommands(service: LanguageService): Disposable {
  const registered = Object.entries(table).map(([id, command]) =>
    commands.registerCommand(id, (argument: unknown) => run(command, service, argument)),
  );
  return Disposable.from(...registered, provideExplanations());
}
