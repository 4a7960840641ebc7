/** The office's page around this frame. The two speak through a port that the loader hands over. */

const HELLO = "visitor-assistant";
const PATIENCE = 1500;

export const isFramed = window.parent !== window;

export class Host {
  #port = null;
  #open = !isFramed;
  #unread = 0;
  #tools = null;
  #early = [];

  constructor() {
    /** The attributes of the office's line; nothing where the page stands alone. */
    this.site = new Promise((told) => {
      if (isFramed) setTimeout(told, PATIENCE, {});
      else told({});
      addEventListener("message", (event) => {
        const hello = event.data?.hello ?? event.data;
        if (event.source !== window.parent || hello !== HELLO || !event.ports[0]) return;
        [this.#port] = event.ports;
        this.#port.onmessage = ({ data }) => (this.#tools ? this.#hear(data) : this.#early.push(data));
        told(event.data.site ?? {});
      });
    });
    // Which page stands around us is the allow-list's matter: this tells it nothing.
    if (isFramed) window.parent.postMessage(HELLO, "*");
  }

  /** Say that the page is drawn. `tools` has {opened(focus), asked(question), spoken(language)}. */
  ready(tools) {
    this.#tools = tools;
    this.#port?.postMessage({ ready: true });
    this.#early.splice(0).forEach((data) => this.#hear(data));
  }

  #hear({ open, focus = true, language, ask }) {
    this.#open = open ?? this.#open;
    if (language) this.#tools.spoken(language);
    if (open) {
      this.#unread = 0;
      this.#tools.opened(focus);
    }
    if (ask) this.#tools.asked(ask);
  }

  close() {
    this.#port?.postMessage({ close: true });
  }

  /** Tell the page's own scripts of an event, never a word that was said. */
  tell(event, detail) {
    this.#port?.postMessage({ event, detail });
  }

  /** Count an answer, aloud where nobody sees it. */
  answered() {
    if (!this.#open) this.#port?.postMessage({ unread: ++this.#unread });
    this.tell("answer");
  }
}
