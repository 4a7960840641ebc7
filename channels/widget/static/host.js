/** The office's page around this frame. The two speak through a port that the loader hands over. */

const HELLO = "visitor-assistant";

export const isFramed = window.parent !== window;

/** Calls `opened()` and `asked(question)` when the page says so. */
export class Host {
  #port = null;
  #open = !isFramed;
  #unread = 0;

  constructor({ opened, asked }) {
    addEventListener("message", (event) => {
      if (event.source !== window.parent || event.data !== HELLO || !event.ports[0]) return;
      [this.#port] = event.ports;
      this.#port.onmessage = ({ data }) => {
        this.#open = data.open ?? this.#open;
        if (data.open) {
          this.#unread = 0;
          opened();
        }
        if (data.ask) asked(data.ask);
      };
      this.#port.postMessage({ ready: true });
    });
    // Which page stands around us is the allow-list's matter: this tells it nothing.
    if (isFramed) window.parent.postMessage(HELLO, "*");
  }

  close() {
    this.#port?.postMessage({ close: true });
  }

  /** Count an answer that nobody sees. */
  answered() {
    if (!this.#open) this.#port?.postMessage({ unread: ++this.#unread });
  }
}
