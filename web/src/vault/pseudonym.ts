import { randomBytes } from "#crypto";

/** Plain words that say nothing about anybody. */
const words = [
  "amber birch cedar clover copper coral crane daisy delta ember falcon fern finch flint garnet hazel heron indigo",
  "iris ivory jasper juniper kestrel larch lark laurel lilac linnet lotus maple marten meadow moss myrtle nettle oak",
  "olive onyx opal orchid osprey otter pebble pine plover poppy quartz quill raven reed river robin rowan rush sable",
  "saffron sage sedge shale slate sorrel sparrow spruce starling swift teal thistle thrush tulip umber violet walnut",
  "willow wren yarrow",
]
  .join(" ")
  .split(" ");

/** A pseudonym to sign in with, as `heron-slate-4821`; several million of them. */
export function suggestLoginId(): string {
  const drawn = randomBytes(6);
  const word = (at: number): string => words[(drawn[at] as number) % words.length] as string;
  const number =
    (((drawn[2] as number) << 16) | ((drawn[3] as number) << 8) | (drawn[4] as number)) % 10_000;
  return `${word(0)}-${word(1)}-${String(number).padStart(4, "0")}`;
}
