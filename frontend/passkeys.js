/* Passkeys (WebAuthn): the page carries what the device needs, the answer goes back in a hidden field of the form. */

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (keys) => (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));

/* The options as the browser takes them: challenge and ids are bytes. */
function read(text) {
  const options = JSON.parse(text);
  options.challenge = toBytes(options.challenge);
  if (options.user) options.user.id = toBytes(options.user.id);
  options.excludeCredentials = withBytes(options.excludeCredentials);
  options.allowCredentials = withBytes(options.allowCredentials);
  return options;
}

/* What the device has answered, as the server takes it (WebAuthn section 5.1, toJSON). */
function write(key) {
  const response = {};
  ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach((name) => {
    if (key.response[name]) response[name] = toText(key.response[name]);
  });
  return JSON.stringify({ id: key.id, rawId: toText(key.rawId), type: key.type, response });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest && event.target.closest("[data-passkey-press]");
  if (!button) return;
  const place = button.closest("[data-passkey]");
  const failed = place.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  navigator.credentials[place.dataset.passkey]({ publicKey: read(place.dataset.options) }).then((key) => {
    place.querySelector("[name=passkey]").value = write(key);
    button.form.submit();
  }).catch(() => { failed.hidden = false; });
});

const able = window.PublicKeyCredential && navigator.credentials;
document.querySelectorAll("[data-passkey]").forEach((place) => {
  place.querySelector("[data-passkey-none]").hidden = Boolean(able);
  place.querySelector("[data-passkey-press]").hidden = !able;
});
