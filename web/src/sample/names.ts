/**
 * Called-names of the sample, alphabet by alphabet: birds, plants and weather, so that every reader of one of these
 * languages sees that nobody is called so. Some carry marks, joined letters or more than one word, as names do.
 */
export const calledNames: { readonly [alphabet: string]: readonly string[] } = {
  latin: words(
    `Amber Bryony Clover Fern Juniper Linnet Meadow Sorrel Teasel Wren Dandelion Plover Bramble
    Löwenzahn Kiebitz Amsel Gänseblümchen Pusteblume Hänfling Bachstelze Schneeglöckchen
    Pervenche Primevère Mésange Bruyère Églantine Coquelicot Libellule
    Golondrina Luciérnaga Ñandú Madreselva Andorinha Maracujá Beija-flor
    Skovmærke Blåbær Høgeurt Sýkorka Žluva Jaskółka Żurawina Łyska Fecske Őzike Ökörszem
    Papatya Kırlangıç Çiğdem Gökçe Rândunică Ghiocel Dallëndyshe Lastavica Šljuka`,
  ),
  vietnamese: phrases(
    "Chuồn Chuồn, Chim Sẻ, Hạt Mưa, Bồ Câu, Cỏ May, Mây Trắng, Bươm Bướm, Lá Sen",
  ),
  cyrillic: words(
    "Ласточка Ромашка Снежинка Берёзка Синица Одуванчик Журавлинка Волошка Жайворонок",
  ),
  mongolian: phrases("Хараацай, Үүлэн Сүүдэр, Өвсөн Шувуу, Цасан Ширхэг, Эрвээхэй, Бөжингөө"),
  greek: words("Χελιδόνι Πεταλούδα Λεμονιά Παπαρούνα Πυγολαμπίδα Γιασεμάκι Ανεμώνη"),
  arabic: phrases("سنونوة, غيمة, زعتر, نعناع, فراشة, زيتونة, شقائق النعمان, قطرة ندى, لقلق"),
  persian: phrases("پرستو, شاپرک, گل گاوزبان, گنجشک, چکاوک"),
  hebrew: words("סנונית כלנית פרפרית דוכיפת"),
  ethiopic: words("ወፍ ቢራቢሮ ዝናብ ጤፍ እርግብ ጉም ርግቢት"),
  devanagari: words("गौरैया तितली बादल जुगनू मैना ओस"),
  bengali: words("শালিক প্রজাপতি শিশির দোয়েল"),
  georgian: words("მერცხალი ფიფქი ბეღურა ნამი"),
  armenian: words("Ծիծեռնակ Թիթեռնիկ Կակաչ"),
  hangul: words("제비 나비 이슬비 민들레"),
  han: words("燕子 蒲公英 白鹭 小雨"),
};

/** Every called-name. */
export const everyName: readonly string[] = Object.values(calledNames).flat();

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

function phrases(text: string): string[] {
  return text.split(", ");
}
