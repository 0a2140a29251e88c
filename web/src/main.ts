import { mount, unmount } from "svelte";
import "./styles/index.css";
import App from "./App.svelte";
import { startEngine } from "./boot.ts";
import Elsewhere from "./screens/enter/Elsewhere.svelte";
import { takeInvite } from "./screens/enter/invite-link.ts";
import { leftBefore } from "./state/leave.ts";
import { speakFirst } from "./state/language.ts";
import { holdTab } from "./state/one-tab.ts";
import { Session } from "./state/session.svelte.ts";

const invite = takeInvite(location, history);
const target = document.getElementById("app");
if (target && !leftBefore()) void speakFirst().then(() => open(target, false));

/** Shows the client; where another tab already runs it, says so and offers to take over. */
async function open(place: HTMLElement, take: boolean): Promise<void> {
  let stop = (): void => undefined;
  const lost = (): void => {
    stop();
    elsewhere(place);
  };
  if (!(await holdTab({ take, lost }))) {
    elsewhere(place);
    return;
  }
  const { engine, terminate } = startEngine();
  const session = new Session({ engine, terminate, path: location.pathname, clock: Date.now });
  const app = mount(App, { target: place, props: { session, invite } });
  stop = () => {
    session.stop();
    void unmount(app);
  };
  await session.start();
}

/** Stands in a tab that does not run the client. */
function elsewhere(place: HTMLElement): void {
  const take = (): void => {
    void unmount(page);
    void open(place, true);
  };
  const page = mount(Elsewhere, { target: place, props: { take } });
}
