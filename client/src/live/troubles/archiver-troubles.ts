import * as l10n from '../../l10n.ts';
import type { Trouble } from '../topology.ts';
import { plain, type Reached, reached, type Scene, trouble } from './trouble.ts';

function ofServer(server: Reached): readonly Trouble[] {
  const { archiver } = server.look;
  if (!archiver?.enabled || !archiver.lastFailedAt) return [];
  if (archiver.lastArchivedAt && archiver.lastArchivedAt >= archiver.lastFailedAt) return [];
  const file = archiver.lastFailed === undefined ? 'WAL' : plain(archiver.lastFailed, 40);
  const message = l10n.t('{0} cannot archive {1}: WAL piles up until its disk is full.', plain(server.name), file);
  const advice = l10n.t(
    'The server log has the output of archive_command. Backups are not complete without the archive.',
  );
  return [trouble('archiverFails', 'warning', server, message, { advice, announce: true })];
}

/** Archivers whose last word is a failure. */
export function archiverTroubles(scene: Scene): readonly Trouble[] {
  return reached(scene).flatMap(ofServer);
}
