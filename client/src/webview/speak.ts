import * as z from 'zod/mini';
import { speak } from '../l10n.ts';

// Imported before all else: tables of texts are made when their modules are loaded.
const texts = document.querySelector('#texts')?.textContent;
if (texts) speak(z.record(z.string(), z.string()).parse(JSON.parse(texts)));
