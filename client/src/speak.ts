import { l10n } from 'vscode';
import { speak } from './l10n.ts';

// Imported before all else: tables of texts are made when their modules are loaded.
if (l10n.bundle) speak(l10n.bundle);
