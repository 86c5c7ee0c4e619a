// The one policy by which text may become HTML or the address of a script (Trusted Types). HTML is
// what our own templates made, escaped there, and brings no script with it: htmx is told to run none,
// and the content policy knows none inline. Addresses of scripts are this site's. Nothing else passes.
window.trustedTypes?.createPolicy("default", {
  createHTML: (html) => html,
  createScriptURL: (address) => (new URL(address, location.href).origin === location.origin ? address : null),
});
