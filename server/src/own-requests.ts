import type { CancellationToken } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { drawTopology, type Edit, fileKindOf, nameOf, parentOf, type Uri } from '../../core/src/index.ts';
import { toWorkspaceEdit } from './convert.ts';
import { explainSetting } from './features/explain-setting.ts';
import { configurationFiles, restartOrReload } from './features/restart-or-reload.ts';
import { commentPlace, setMajorComment, setRole } from './features/set-target.ts';
import { plannedSwitch, type ReplicationSystem, switchOptions, systemOf } from './features/switch-replication.ts';
import { targetInfo } from './features/target.ts';
import { answerAttempt } from './features/who-may-connect.ts';
import {
  type ConfigurationFilesResult,
  configurationFilesRequest,
  type DocumentParams,
  type DrawTopologyResult,
  drawTopologyRequest,
  type ExplainSettingParams,
  type ExplainSettingResult,
  explainSettingRequest,
  type PlanSwitchParams,
  type PlanSwitchResult,
  planSwitchRequest,
  type RestartOrReloadParams,
  type RestartOrReloadResult,
  restartOrReloadRequest,
  type SetTargetParams,
  type SetTargetResult,
  type SwitchOptionsResult,
  setTargetRequest,
  switchOptionsRequest,
  type TargetInfo,
  targetRequest,
  type WhoMayConnectParams,
  type WhoMayConnectResult,
  whoMayConnectRequest,
} from './protocol.ts';
import { runRequest } from './run-request.ts';
import type { FileView, Session } from './session.ts';
import { normalUri } from './uris.ts';

/** Answers the requests that only our client makes. */
export function handleOwnRequests(session: Session): void {
  const handle = <Params extends DocumentParams, Result>(
    name: string,
    work: (view: FileView, params: Params) => Promise<Result | null> | Result | null,
  ) =>
    session.connection.onRequest<unknown, never>(name, (params: Params, token: CancellationToken) =>
      runRequest<Result | null>(session.connection, name, token, null, async () => {
        const view = await session.view(params.uri);
        return view ? work(view, params) : null;
      }),
    );

  handle<DocumentParams, TargetInfo>(targetRequest, (view) => targetInfo(view.document.uri, view.located));
  handle<SetTargetParams, NonNullable<SetTargetResult>>(setTargetRequest, (view, params) =>
    setTarget(session, view, params),
  );
  handle<DocumentParams, NonNullable<SwitchOptionsResult>>(switchOptionsRequest, async (view) => {
    const system = await systemAround(view);
    return system ? switchOptions(system) : null;
  });
  handle<ExplainSettingParams, NonNullable<ExplainSettingResult>>(explainSettingRequest, (view, { position }) =>
    explainSetting(view, position, session.client.rulePages),
  );
  handle<WhoMayConnectParams, NonNullable<WhoMayConnectResult>>(whoMayConnectRequest, (view, { attempt }) =>
    answerAttempt(view, attempt),
  );
  handleWorkspaceRequests(session);
  handle<PlanSwitchParams, NonNullable<PlanSwitchResult>>(planSwitchRequest, async (view, { request }) => {
    const system = await systemAround(view);
    if (!system) return null;
    const servers = [system.primary, ...system.standbys];
    const documentOf = (uri: Uri) =>
      servers.map((server) => view.look.document(uri, server)).find((it) => it !== undefined);
    return plannedSwitch(system, request, documentOf, session.client);
  });
}

/** Requests about the workspace as a whole. */
function handleWorkspaceRequests({ connection, workspace }: Session): void {
  connection.onRequest<unknown, never>(drawTopologyRequest, (token: CancellationToken) =>
    runRequest<DrawTopologyResult>(connection, drawTopologyRequest, token, [], async () => {
      const look = workspace.look();
      const all = await Promise.all(workspace.folders.map((root) => look.topologyOf(root)));
      return all.filter(({ servers }) => servers.length > 0).map(drawTopology);
    }),
  );
  connection.onRequest<unknown, never>(configurationFilesRequest, (token: CancellationToken) =>
    runRequest<ConfigurationFilesResult>(connection, configurationFilesRequest, token, [], () =>
      configurationFiles(workspace.look()),
    ),
  );
  connection.onRequest<unknown, never>(
    restartOrReloadRequest,
    ({ before }: RestartOrReloadParams, token: CancellationToken) =>
      runRequest<RestartOrReloadResult>(connection, restartOrReloadRequest, token, [], () => {
        const texts = Object.entries(before).map(([uri, text]) => [normalUri(uri), text] as const);
        return restartOrReload(workspace.look(), new Map(texts));
      }),
  );
}

async function systemAround({ look, located }: FileView): Promise<ReplicationSystem | undefined> {
  if (located.isFragment) return undefined;
  const servers = (await look.servers()).map(({ server }) => server);
  return systemOf(located.server, servers);
}

async function setTarget(session: Session, view: FileView, { major, role }: SetTargetParams): Promise<SetTargetResult> {
  const edits: Edit[] = [];
  const { server, isFragment } = view.located;
  if (major !== undefined) {
    const own = { uri: view.uri, text: view.document.getText() };
    const beside = server.files.filter(
      ({ uri }) => parentOf(uri) === server.folder && fileKindOf(nameOf(uri)) !== undefined,
    );
    const place = (isFragment ? undefined : commentPlace(beside)) ?? own;
    edits.push(...setMajorComment(place.uri, place.text, major));
  }
  const root = view.look.rootOf(server.folder);
  if (role !== undefined && root !== undefined)
    edits.push(...(await setRole(view.look.files, root, server.folder, server.name, role)));
  if (edits.length === 0) return null;
  const others = new Map<Uri, TextDocument>();
  for (const edit of edits) {
    if (edit.kind !== 'replace' || view.documentOf(edit.at.uri)) continue;
    others.set(edit.at.uri, TextDocument.create(edit.at.uri, '', 0, (await view.look.files.read(edit.at.uri)) ?? ''));
  }
  const documentOf = (uri: Uri) => view.documentOf(uri) ?? others.get(uri);
  return toWorkspaceEdit(
    edits.map((edit) => ({ edit })),
    documentOf,
    session.client,
  );
}
