import type { Translation } from "../catalogue.ts";
import type { capacity as english } from "../en/capacity.ts";

/** Free places across the houses, in Arabic. */
export const capacity = {
  "nav.capacity": "السعة",
  "nav.allHouses": "كل البيوت",
  "capacity.title": "الأماكن الشاغرة، ليلة {day}",
  "capacity.lead": "{now}.",
  "capacity.lead.noNames": "{now}. لا أسماء هنا: مفتاحكِ يفتح الأسرّة لا الأشخاص.",
  "capacity.offerable":
    "{count, plural, zero {متاح} one {متاح في بيت واحد} two {متاح في بيتين} few {متاح في # بيوت} many {متاح في # بيتًا} other {متاح في # بيت}}",
  "capacity.largest": "أكبر عائلة، {house}",
  "capacity.held": "محجوز",
  "capacity.occupied": "أسرّة مشغولة، {share}",
  "capacity.used": "مع الأسرّة غير المتاحة، {share}",
  "capacity.table": "كل بيت هذه الليلة",
  "capacity.house": "البيت",
  "capacity.beds": "كل سرير هذه الليلة",
  "capacity.of": "{count, number} من {of, number}",
  "capacity.none": "لا شيء الليلة",
  "capacity.all": "كل البيوت",
  "capacity.inService":
    "{beds, plural, zero {لا أسرّة} one {سرير واحد} two {سريران} few {# أسرّة} many {# سريرًا} other {# سرير}}، منها {inService, number} في الخدمة",
  "capacity.bedline":
    "{occupied, number} مشغول، {blocked, number} غير متاح، {held, number} محجوز، {free, number} شاغر، {out, number} خارج الخدمة",
} as const satisfies Translation<typeof english>;
