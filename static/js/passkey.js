// A passkey that gives no answer, or that is refused, is said on the page and not only in the console.

const failed = document.querySelector("[data-sk-passkey-failed]");

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  failed.hidden = false;
  failed.textContent = failed.dataset.skPasskeyFailed;
});
