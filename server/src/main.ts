/** One bundle for both hosts, so that no package holds it twice: only a web worker has no `process`. */
if (typeof process === 'undefined') void import('./main.web.ts');
else void import('./main.node.ts');
