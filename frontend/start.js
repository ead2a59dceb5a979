/* htmx as the content security policy needs it: no inline styles, nothing evaluated, no script out of a fragment. */
import htmx from "htmx.org";
import "./behaviours.js";
import "./passkeys.js";

Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  historyCacheSize: 0, // pages hold personal data; none is kept on the device
  refreshOnHistoryMiss: true,
});
