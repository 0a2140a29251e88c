import {
  type EpochKey,
  holders,
  keysOf,
  makeEpoch,
  randomBytes,
  rosterLog,
  sealBox,
} from "#crypto";
import type { OwnBox } from "#contract/pull.ts";
import { type Expected, type Stage, attack, theScene } from "./paths.ts";
import type { Path } from "./register.ts";

const scene = theScene();

/** The director renews the key of the residents' vault, for exactly those who hold it. */
async function renew({ insider, scene }: Stage): Promise<void> {
  const director = await insider();
  const { org, follow } = director;
  const vault = director.vault({ compartment: "residents", house: scene.house.house });
  const { epoch, key } = director.key(vault);
  const made = makeEpoch({ org, vault, epoch: epoch + 1 }, holders(follow.book.roster, vault), {
    is: "wrapped",
    previous: key,
  });
  const bytes = director.sign(rosterLog, { is: "entries", entries: [made.entry] });
  const chains = [{ log: rosterLog, commits: [{ bytes, envelopes: [] }] }];
  const answer = await director.api.append({ chains, boxes: made.boxes });
  if (!answer.ok) throw new Error(answer.error.code);
  follow.keyring.hold(vault, epoch + 1, made.key);
}

/** The key does not come: a new device reads no name; one that has the earlier key reads what stands under it. */
const withoutKey: { readonly [P in Path]: Expected } = {
  C: { code: "box-missing", alarm: "passes", shown: "all but the unreadable" },
  W: { code: "box-missing", alarm: "passes", shown: "the truth" },
  L: { code: "box-missing", alarm: "passes", shown: "the truth" },
  O: { code: "box-missing", alarm: "passes", shown: "the truth" },
};

/** What a server can give in place of the box of the newest key. */
const lies: {
  readonly [what: string]: (
    box: OwnBox,
    stage: Stage,
  ) => Promise<readonly OwnBox[]> | readonly OwnBox[];
} = {
  "no box for the newest key": () => [],
  "a box with a key that the server chose": async (own, { insider }) => {
    const { follow, org } = await insider();
    const { vault, epoch, member, generation } = own.box;
    const keys = keysOf(follow.book.roster, member);
    if (keys === undefined) throw new Error("no keys");
    const chosen = randomBytes(32) as EpochKey;
    const to = { member, generation, boxPublic: keys.box };
    return [{ ...own, box: sealBox({ org, vault, epoch }, chosen, to) }];
  },
  "another member's box of the same key": async (own, { insider }) => {
    const director = await insider();
    const answer = await director.api.boxes(own.box.vault);
    const hers = answer.ok && answer.value.find(({ box }) => box.epoch === own.box.epoch);
    if (!hers) throw new Error("no box");
    const { member, generation } = own.box;
    return [{ ...hers, box: { ...hers.box, member, generation } }];
  },
  "an old box under the newest number": (own) => [
    { ...own, box: { ...own.box, epoch: own.box.epoch - 1 } },
  ],
};

const whole = "a box with a key that the server chose";
const asWarm =
  "boxes are asked for by the same step as on W, whenever the roster names a newer key";

for (const [name, lie] of Object.entries(lies)) {
  attack(scene, {
    row: 31,
    name,
    ...(name === whole
      ? { on: withoutKey }
      : {
          on: { C: withoutKey.C, W: withoutKey.W },
          not: { L: asWarm, O: asWarm },
        }),
    lie: async (hostile, stage) => {
      const director = await stage.insider();
      const vault = director.vault({ compartment: "residents", house: stage.scene.house.house });
      hostile.reply("/v1/boxes", async (answer, asked) => {
        if (asked.vault !== vault) return undefined;
        const epoch = Math.max(...answer.boxes.map(({ box }) => box.epoch));
        const own = answer.boxes.find(({ box }) => box.epoch === epoch);
        const others = answer.boxes.filter((one) => one !== own && stage.path !== "C");
        return { boxes: [...others, ...(own ? await lie(own, stage) : [])] };
      });
    },
    stir: async (stage) => {
      await renew(stage);
      await stage.scene.stir();
    },
  });
}
