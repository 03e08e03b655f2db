// Passkeys on the static account pages. A form with data-passkey asks the server for a challenge, lets the browser answer it and posts the
// answer like any other form; without WebAuthn the form stays hidden and the password works as before.

const supported = Boolean(globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON && PublicKeyCredential.parseRequestOptionsFromJSON);

async function answer(form) {
  const response = await fetch(form.dataset.options, { method: 'POST', body: new FormData(form), credentials: 'same-origin' });
  if (!response.ok) throw new Error(String(response.status));
  const options = await response.json();
  const credential = form.dataset.passkey === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  form.elements.Credential.value = JSON.stringify(credential);
}

for (const form of supported ? document.querySelectorAll('form[data-passkey]') : []) {
  form.hidden = false;
  const send = async event => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    const error = form.querySelector('[data-passkey-error]');
    error.hidden = true;
    try {
      await answer(form);
    } catch {
      error.hidden = false;
      return;
    }
    form.submit();
  };
  form.querySelector('button').addEventListener('click', send);
  form.addEventListener('submit', send);
}
