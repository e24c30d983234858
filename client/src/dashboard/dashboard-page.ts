/** What the page of the dashboard is made of. */
export interface PageParts {
  /** Not guessable, and new for each page. */
  readonly nonce: string;
  /** Where styles may come from. */
  readonly styleSource: string;
  readonly script: string;
  readonly style: string;
  /** Of the editor, such as `de`. */
  readonly language: string;
  /** The texts in that language; undefined for English. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

/** The empty page: its script draws all that is shown. Nothing of a server is ever put into it. */
export function dashboardPage({ nonce, styleSource, script, style, language, texts }: PageParts): string {
  const policy = `default-src 'none'; style-src ${styleSource}; script-src 'nonce-${nonce}'`;
  const json = texts && JSON.stringify(texts).replaceAll('<', '\\u003c');
  const bundle =
    json === undefined ? '' : `<script id="texts" type="application/json" nonce="${nonce}">${json}</script>\n`;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dashboard</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
${bundle}<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
