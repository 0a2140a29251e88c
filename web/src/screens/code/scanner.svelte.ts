import { codeReader } from "./read-code.ts";

const lookEveryMs = 150;

type ScanState =
  | { readonly is: "off" }
  | { readonly is: "asking" }
  | { readonly is: "looking" }
  /** No camera, or the person or the browser said no. */
  | { readonly is: "blocked" };

/** The camera, looking for one square code. It is let go as soon as the code is found or the screen closes. */
export class Scanner {
  state = $state.raw<ScanState>({ is: "off" });
  #stream: MediaStream | undefined;
  readonly #found: (text: string) => void;

  constructor(found: (text: string) => void) {
    this.#found = found;
  }

  /** Asks for the camera, shows it in `video`, and looks until a code is found. */
  async start(video: HTMLVideoElement): Promise<void> {
    this.state = { is: "asking" };
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment" },
        audio: false,
      });
      video.srcObject = this.#stream;
      await video.play();
    } catch {
      this.stop();
      this.state = { is: "blocked" };
      return;
    }
    this.state = { is: "looking" };
    const read = await codeReader();
    const look = async (): Promise<void> => {
      if (this.state.is !== "looking") return;
      const text = await read(video).catch(() => undefined);
      if (text === undefined || text === "") {
        setTimeout(() => void look(), lookEveryMs);
        return;
      }
      this.stop();
      this.#found(text);
    };
    await look();
  }

  /** Lets the camera go. */
  stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    this.state = { is: "off" };
  }
}
