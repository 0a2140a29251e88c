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
  "capacity.heldUntil": "محجوز حتى {at}",
  "capacity.family": "غرف لعائلة",
  "capacity.houseTitle": "{house}، ليلة {day}",
  "capacity.board": "لوحته هذه الليلة",
  "outlook.title":
    "{count, plural, zero {الليالي الـ # القادمة} one {الليلة القادمة} two {الليلتان القادمتان} few {الليالي الـ # القادمة} many {الليالي الـ # القادمة} other {الليالي الـ # القادمة}}",
  "outlook.range": "المدى",
  "outlook.nights":
    "{count, plural, zero {# ليلة} one {ليلة واحدة} two {ليلتان} few {# ليالٍ} many {# ليلة} other {# ليلة}}",
  "outlook.committed": "مؤكد: مشغول، مع الأسرّة التي يعطّلها",
  "outlook.likely": "مرجّح: محجوز أو تجاوز النهاية المقررة",
  "outlook.unknown": "غير معروف",
  "outlook.assumed.committed":
    "مؤكد: السرير مشغول والنهاية المقررة بعد تلك الليلة؛ والأسرّة التي تعطّلها غرفتها؛ والحجوزات المؤكدة. وحيث لا نهاية مقررة تُحسب أقصى مدة إقامة في البيت.",
  "outlook.assumed.likely": "مرجّح: الحجوزات المفتوحة، وكل من تجاوزت نهايتها المقررة، لكل الليالي.",
  "outlook.assumed.unknown":
    "غير معروف: كل الأسرّة الأخرى في الخدمة. لا تُخرج واحدة تلقائيًا عند نهايتها المقررة.",
  "outlook.chart":
    "الأسرّة في كل من الليالي الـ {count, number} القادمة: المؤكد من {from, number} من {of, number} إلى {to, number} من {ofLast, number}",
  "outlook.twin": "الشيء نفسه في جدول",
  "outlook.night": "ليلة",
  "outlook.col.committed": "مؤكد",
  "outlook.col.likely": "مرجّح",
  "outlook.col.unknown": "غير معروف",
  "ending.title": "إقامات تنتهي",
  "ending.none":
    "{count, plural, zero {لا شيء في الليالي الـ # القادمة.} one {لا شيء في الليلة القادمة.} two {لا شيء في الليلتين القادمتين.} few {لا شيء في الليالي الـ # القادمة.} many {لا شيء في الليالي الـ # القادمة.} other {لا شيء في الليالي الـ # القادمة.}}",
  "ending.code": "رمز الإقامة",
  "ending.where": "المكان",
  "ending.plannedEnd": "النهاية المقررة",
  "ending.overdue":
    "{count, plural, zero {متجاوز بـ # يوم} one {متجاوز بيوم واحد} two {متجاوز بيومين} few {متجاوز بـ # أيام} many {متجاوز بـ # يومًا} other {متجاوز بـ # يوم}}",
  "ending.assumed": "لا نهاية مقررة: أقصى مدة إقامة",
  "trend.title": "شهرًا بعد شهر",
  "trend.lead": "الليالي المشغولة من الليالي في الخدمة، ثم مع غير المتاحة.",
  "trend.chart":
    "{count, plural, zero {الإشغال في # شهر؛ الأرقام في الجدول} one {الإشغال في شهر واحد؛ الأرقام في الجدول} two {الإشغال في شهرين؛ الأرقام في الجدول} few {الإشغال في # أشهر؛ الأرقام في الجدول} many {الإشغال في # شهرًا؛ الأرقام في الجدول} other {الإشغال في # شهر؛ الأرقام في الجدول}}",
  "trend.month": "الشهر",
  "trend.occupied": "مشغول",
  "trend.used": "مع غير المتاح",
  "trend.nights": "ليالي الأسرّة",
  "offers.title": "ما يمكن أن تقدمه البيوت الأخرى",
  "offers.lead": "الأسرّة الشاغرة كل مساء، حسب آخر ما أعلنه كل بيت.",
  "offers.none": "لم يعلن أي بيت آخر ما يمكنه تقديمه.",
  "offers.tonight": "الليلة",
  "offers.largest":
    "{count, plural, zero {حتى # شخص} one {حتى شخص واحد} two {حتى شخصين} few {حتى # أشخاص} many {حتى # شخصًا} other {حتى # شخص}}",
  "offers.notSaid": "لم يُعلن",
  "offers.asOf": "حتى",
  "capacity.extensions": "تمديدات بانتظار قرارك",
  "capacity.extensions.lead": "من دون اسم: يدوّن البيت ما تقررينه.",
  "capacity.extension.approve": "موافقة",
  "capacity.extension.decline": "رفض",
  "capacity.extension.approved": "تمت الموافقة على التمديد",
  "capacity.extension.declined": "رُفض التمديد",
} as const satisfies Translation<typeof english>;
