/* Debian's libraries know the names of languages in English (iso-codes), or in
 * themselves with 30 MB of data (ICU), for which this table is too small a task. The
 * names are those of Unicode's CLDR, with a capital where the language has them. */
#include "markup/names/lang_name.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

static const struct {
  const char *tag, *name;
} lang_names[] = {{"zh-Hans", "简体中文"}, {"zh-Hant", "繁體中文"},
    {"zh-CN", "简体中文"}, {"zh-SG", "简体中文"}, {"zh-TW", "繁體中文"},
    {"zh-HK", "繁體中文"}, {"sr-Latn", "Srpski"}, {"af", "Afrikaans"}, {"am", "አማርኛ"},
    {"ar", "العربية"}, {"az", "Azərbaycan"}, {"be", "Беларуская"}, {"bg", "Български"},
    {"bn", "বাংলা"}, {"bs", "Bosanski"}, {"ca", "Català"}, {"ckb", "کوردیی ناوەندی"},
    {"cs", "Čeština"}, {"cy", "Cymraeg"}, {"da", "Dansk"}, {"de", "Deutsch"},
    {"el", "Ελληνικά"}, {"en", "English"}, {"eo", "Esperanto"}, {"es", "Español"},
    {"et", "Eesti"}, {"eu", "Euskara"}, {"fa", "فارسی"}, {"fi", "Suomi"},
    {"fil", "Filipino"}, {"fr", "Français"}, {"fy", "Frysk"}, {"ga", "Gaeilge"},
    {"gd", "Gàidhlig"}, {"gl", "Galego"}, {"gu", "ગુજરાતી"}, {"he", "עברית"},
    {"hi", "हिन्दी"}, {"hr", "Hrvatski"}, {"hu", "Magyar"}, {"hy", "Հայերեն"},
    {"id", "Indonesia"}, {"is", "Íslenska"}, {"it", "Italiano"}, {"ja", "日本語"},
    {"ka", "ქართული"}, {"kk", "Қазақ тілі"}, {"km", "ខ្មែរ"}, {"kn", "ಕನ್ನಡ"},
    {"ko", "한국어"}, {"ku", "Kurdî"}, {"la", "Latina"}, {"lb", "Lëtzebuergesch"},
    {"lt", "Lietuvių"}, {"lv", "Latviešu"}, {"mk", "Македонски"}, {"ml", "മലയാളം"},
    {"mn", "Монгол"}, {"mr", "मराठी"}, {"ms", "Melayu"}, {"mt", "Malti"},
    {"my", "မြန်မာ"}, {"nb", "Norsk bokmål"}, {"ne", "नेपाली"}, {"nl", "Nederlands"},
    {"nn", "Norsk nynorsk"}, {"no", "Norsk"}, {"pa", "ਪੰਜਾਬੀ"}, {"pl", "Polski"},
    {"ps", "پښتو"}, {"pt", "Português"}, {"ro", "Română"}, {"ru", "Русский"},
    {"sk", "Slovenčina"}, {"sl", "Slovenščina"}, {"sq", "Shqip"}, {"sr", "Српски"},
    {"sv", "Svenska"}, {"sw", "Kiswahili"}, {"ta", "தமிழ்"}, {"te", "తెలుగు"},
    {"th", "ไทย"}, {"tr", "Türkçe"}, {"uk", "Українська"}, {"ur", "اردو"},
    {"uz", "O‘zbek"}, {"vi", "Tiếng Việt"}, {"yi", "ייִדיש"}, {"zh", "中文"}};

const char *lang_name(struct arena *a, const char *lang) {
  for (size_t i = 0; i < sizeof lang_names / sizeof lang_names[0]; i++) {
    size_t n = strlen(lang_names[i].tag);
    if (strncasecmp(lang, lang_names[i].tag, n) != 0 || (lang[n] && lang[n] != '-'))
      continue;
    /* What the name does not say tells "en-GB" from "en-US". */
    return lang[n] ? arena_printf(a, "%s (%s)", lang_names[i].name, lang + n + 1)
                   : lang_names[i].name;
  }
  return lang;
}
