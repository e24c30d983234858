/** What the dashboard's page and the extension tell each other. Plain data: it crosses a process border as JSON. */

/** From the page: it is ready to draw, or the user chose something. */
export type FromDashboard =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'open'; readonly server: string };
