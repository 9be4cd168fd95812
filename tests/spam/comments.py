"""Comments as blogs receive them, made from a seed: good ones and spam of many kinds.

They are written after the kinds of spam that people report, and are no substitute for real
data: docs/spam.md says which figures come from which. A kind is a function of a random
number generator that returns (author, website, text). `KINDS_OF_SPAM` and `KINDS_OF_GOOD`
name them, so that a figure can be given for kinds that the filter was not taught."""

import random

HOSTS = ["best-{}-shop", "{}-online", "my{}", "{}24", "top-{}-deals", "{}-expert", "get{}now",
         "{}world", "the{}blog", "{}-reviews", "cheap{}", "{}-hub"]
ZONES = ["example", "test", "example.com", "example.net", "invalid", "example.org"]
FIRST = ("Anna Ben Carla Daniel Elif Farid Grace Hana Ivan Julia Karim Lena Marco Nadia Oskar Priya Quentin "
         "Rosa Samir Tove Uwe Vera Wang Ximena Yuki Zoe Mary Tom Susan Peter Ahmed Olga Chen Lucia").split()
LAST = ("Berg Costa Diaz Evans Fischer Garcia Haddad Ito Jansen Khan Lopez Moreau Novak Okafor Park "
        "Rossi Silva Tanaka Weber Young").split()
TOPICS = {
    "harbour": "the tide tables, the old crane, the ferry timetable, the quay wall, low tide, the fog signal, the pilot boat".split(", "),
    "bread": "the rye starter, the second rise, the crust, a cast iron pot, wholemeal flour, the oven temperature, the sourdough".split(", "),
    "code": "the race in the writer lock, the index on the date column, WAL mode, the memory leak, the unit tests, the parser, undefined behaviour".split(", "),
    "town": "the new bus line, the council meeting, the bridge closure, the library hours, the school roof, the market square, the parking plan".split(", "),
    "garden": "the tomato blight, the compost heap, the slugs, late frost, the greenhouse, pruning the apple tree, the rain barrel".split(", "),
    "bikes": "the rear derailleur, winter tyres, the cycle path, the chain, disc brakes, the puncture, the saddle height".split(", "),
    "photo": "the long exposure, the wide lens, the film scan, the white balance, the tripod, the second picture, the crop".split(", "),
    "school": "the homework, the exam in May, the maths teacher, the reading list, the school trip, the timetable, the canteen".split(", "),
}
GOODS = ("watches handbags sneakers sunglasses jerseys jackets perfumes boots iphones laptops rings "
         "backpacks helmets").split()
PILLS = "viagra cialis levitra xanax tramadol phentermine modafinil ambien kamagra".split()
GAMES = "casino poker slots roulette betting baccarat bingo jackpot blackjack".split()
SERVICES = ("seo backlinks,plumber service,roof repair,carpet cleaning,essay writing,web design,limo service,payday "
            "loan,tax lawyer,towing service,pest control,garage doors").split(",")


def host(r, word):
    return r.choice(HOSTS).format(word.replace(" ", "-")) + str(r.choice(["", "", r.randrange(99)])) + "." + r.choice(ZONES)


def name(r):
    return r.choice(FIRST) + r.choice(["", " " + r.choice(LAST), " " + r.choice(LAST)[0] + "."])


def site(r):
    """The website of an honest reader: mostly none."""
    if r.random() < 0.75:
        return ""
    return "https://" + r.choice(FIRST).lower() + r.choice(LAST).lower() + "." + r.choice(ZONES) + r.choice(["", "/blog", "/notes/"])


def topic(r):
    return r.choice(r.choice(list(TOPICS.values())))


# Spam

PRAISE = ["Great post!", "I really enjoy reading your blog.", "Very nice article, thanks for sharing.",
          "I have bookmarked your site and will come back.", "Your writing style is amazing.",
          "This is exactly what I was looking for.", "You make it seem so easy with your presentation.",
          "Keep up the good work!", "I will certainly share this with my friends on Facebook.",
          "Hi there, I found your website by means of Google.", "Super helpful, thank you for sharing this!",
          "Great post, thank you!", "This is awesome!", "Wonderful blog! Do you have any tips for aspiring writers?",
          "Love the website!", "Do you have any tips for beginners?"]


def praise(r):
    """Praise that fits everywhere; only the website is the spam."""
    w = r.choice(SERVICES)
    return w.title(), "http://" + host(r, w), " ".join(r.sample(PRAISE, r.randint(2, 4)))


def shop(r):
    w = r.choice(GOODS)
    h = host(r, w)
    return r.choice([f"cheap {w}", f"{w} outlet", name(r)]), r.choice(["", "http://" + h]), r.choice([
        f"Cheap {w} online sale, free shipping worldwide! {r.randint(50, 90)}% OFF today only http://{h}/",
        f"Buy replica {w} at the best price. Original quality, 30 days money back. Visit www.{h}",
        f"<a href=\"http://{h}/{w}\">{w} outlet store</a> discount {w} authentic {w} for men and women",
        f"We sell designer {w} wholesale. Order now: https://{h}/order?id={r.randrange(9999)}"])


def pills(r):
    w, v = r.sample(PILLS, 2)
    h = host(r, w)
    return r.choice([w, f"buy {w}", name(r)]), "http://" + h, r.choice([
        f"buy {w} online without prescription, {v} {r.randint(10, 100)}mg overnight delivery http://{h}",
        f"[url=http://{h}/]{w} generic[/url] cheap {v} canadian pharmacy no rx",
        f"{w} side effects {v} price comparison <a href=http://{h}>order {w}</a>",
        f"Get {w} and {v} cheap, discreet packaging, visa accepted: www.{h}"])


def games(r):
    w, v = r.sample(GAMES, 2)
    h = host(r, w)
    return r.choice([f"online {w}", f"{w} bonus", name(r)]), "https://" + h, r.choice([
        f"Play {w} and {v} for real money! {r.randint(100, 900)}$ welcome bonus, no deposit: https://{h}",
        f"Best online {w} sites {r.randint(2020, 2026)} with free spins and instant payout https://{h}/{v}",
        f"I won {r.randint(1000, 90000)} dollars at {w} last night, you can too, register at {h}",
        f"{w} {v} live dealer trusted agent, deposit from {r.randint(1, 10)}$ www.{h}"])


def money(r):
    h = host(r, r.choice(["loan", "credit", "cash", "invest"]))
    return name(r), r.choice(["", "http://" + h]), r.choice([
        f"Do you need an urgent loan? We offer loans from ${r.randint(1, 9)},000 to $500,000 at 3% interest rate. Contact us today: loanoffer{r.randrange(999)}@mail.example",
        f"My neighbour makes ${r.randint(50, 99)} per hour working from home on the laptop. Last month her check was ${r.randint(9000, 19000)}. See how: http://{h}",
        f"I was broke until Mr {r.choice(LAST)} recovered my lost bitcoin wallet. Contact him on WhatsApp +1 {r.randint(200, 999)} 555 01{r.randint(10, 99)}",
        f"Earn {r.randint(2, 9)} BTC a week with our automated trading bot, 100% guaranteed profit, join https://{h}/ref/{r.randrange(99999)}"])


def spell(r):
    return name(r), "", r.choice([
        f"Thank you Dr {r.choice(LAST)} for bringing back my ex husband within 48 hours with your powerful love spell. Email drspell{r.randrange(99)}@temple.example",
        f"I was diagnosed with herpes and Dr {r.choice(LAST)} cured me completely with his herbal medicine. Contact his WhatsApp +234 {r.randint(100, 999)} {r.randint(1000, 9999)}",
        f"How I got my ex back after divorce: a real spell caster, Dr {r.choice(LAST)}. He also does lottery winning spells, contact him now"])


def hacker(r):
    return name(r), "", r.choice([
        f"If you need to hack a phone, WhatsApp or Facebook account of a cheating spouse contact cyberhack{r.randrange(99)} at mail dot example, he helped me",
        f"Professional hackers for hire: change school grades, recover crypto, clear criminal records. Telegram @ghost{r.randrange(999)}",
        f"I got my blank ATM card that withdraws ${r.randint(2, 9)},000 daily. Order yours from atmhack{r.randrange(99)}@mail.example"])


def links(r):
    words = r.sample(SERVICES + GOODS + PILLS, 5)
    return name(r), "", " ".join(f"http://{host(r, w)}/{w.replace(' ', '-')}.html {w}" for w in words)


def fluent(r):
    """What a language model writes about any article, to place the website."""
    w = r.choice(SERVICES)
    t = topic(r)
    text = " ".join(r.sample([
        f"This is a truly insightful perspective on {t}, and it highlights how important attention to detail can be.",
        "I appreciate how you break down complex ideas into clear and actionable insights for readers at every level.",
        "In today's fast-paced world, articles like this one are a valuable resource for anyone looking to stay informed.",
        f"As someone who works in {w}, I can say that the same principles apply to our industry as well.",
        f"For readers who want to explore professional {w} solutions, our team is always happy to help.",
        "Looking forward to reading more of your thoughtful and engaging content in the future!",
        "It's inspiring to see such a comprehensive overview that balances depth with accessibility."], 3))
    return name(r), "https://" + host(r, w), text


def russian(r):
    w = r.choice(["казино", "ставки на спорт", "диплом", "кредит", "продвижение сайтов", "прогон хрумером", "займ онлайн"])
    h = host(r, r.choice(GAMES))
    return r.choice(["Виктор", "seo-" + str(r.randrange(99)), "Мария"]), "http://" + h, r.choice([
        f"{w} быстро и недорого, гарантия результата http://{h}",
        f"Купить {w} онлайн без предоплаты! Подробнее на сайте {h}",
        f"<a href=http://{h}>{w}</a> лучшие условия, бонус новым клиентам {r.randint(100, 900)}%",
        f"Интересная статья. Кстати, {w} тут: https://{h}/?p={r.randrange(999)}"])


def chinese(r):
    w = r.choice(["彩票", "代开发票", "现金贷款", "娱乐城", "真人赌场", "办证", "减肥药"])
    h = host(r, r.choice(GAMES))
    return r.choice(["小丽", "客服" + str(r.randrange(99)), w]), "http://" + h, r.choice([
        f"{w}平台,首存送{r.randint(100, 900)}%,提款秒到账,加微信 wx{r.randrange(99999)}",
        f"专业{w},诚信第一,电话 138{r.randrange(10**8):08d} http://{h}",
        f"文章不错,推荐一个{w}网站 {h} 注册就送红包"])


def japanese(r):
    w = r.choice(["激安", "ブランドコピー", "スーパーコピー 時計", "副業", "オンラインカジノ", "出会い"])
    h = host(r, r.choice(GOODS))
    return w, "http://" + h, r.choice([
        f"{w} 通販 送料無料 最大{r.randint(50, 90)}%OFF http://{h}",
        f"誰でも簡単に月{r.randint(20, 90)}万円稼げる{w}の方法はこちら http://{h}/line",
        f"{w}専門店 品質保証 在庫豊富 人気商品 www.{h}"])


def arabic(r):
    h = host(r, r.choice(SERVICES))
    w = r.choice(["نقل عفش", "تنظيف منازل", "كشف تسربات المياه", "شراء اثاث مستعمل"])
    return w, "http://" + h, f"شركة {w} بالرياض ارخص الاسعار خصم {r.randint(20, 60)}% اتصل الان 05{r.randrange(10**8):08d} http://{h}"


def german(r):
    h = host(r, r.choice(["kredit", "potenzmittel", "casino"]))
    return name(r), "http://" + h, r.choice([
        f"Kredit ohne Schufa sofort online, bis {r.randint(1, 9)}0.000 Euro in 24 Stunden: http://{h}",
        f"Super Seite! Schaut euch auch mal meine an: www.{h} - dort gibt es gratis Bonus für alle Neukunden",
        f"Potenzmittel rezeptfrei kaufen, diskreter Versand, {r.randint(20, 70)}% Rabatt http://{h}"])


def channel(r):
    return r.choice(FIRST) + str(r.randrange(999)), "", r.choice([
        "please check out my channel and subscribe, I post new videos every week, thanks!!!",
        f"sub 4 sub? I will subscribe back everyone who subscribes to my channel, promise",
        f"check out my new song on youtube, just search {r.choice(FIRST)} {r.choice(LAST)} and leave a like and a comment",
        f"OMG free gift cards!!! go to www.{host(r, 'gift')} and type code {r.randrange(9999)}"])


def mixed(r):
    """Letters of other alphabets that look the same, against word lists."""
    a, u, t = pills(r) if r.random() < 0.5 else games(r)
    return a, u, t.translate(str.maketrans("aeocpx", "аеосрх")) if r.random() < 0.7 else "".join(
        c + ("." if c.isalpha() and r.random() < 0.3 else "") for c in t)


def gibberish(r):
    word = lambda: "".join(r.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(r.randint(5, 11)))
    h = word() + "." + r.choice(ZONES)
    return word().title(), "http://" + h, " ".join([word(), f"<a href=\"http://{h}/\">{word()}</a>,", f"[url=http://{word()}.test/]{word()}[/url],", f"http://{word()}.example/"])


# Good comments

def question(r):
    t = topic(r)
    return name(r), site(r), r.choice([
        f"Could you say more about {t}? I tried it last weekend and could not make sense of it.",
        f"How long did {t} take you in the end? Mine is still not done after two weeks.",
        f"Do you know whether {t} works the same way in winter?",
        f"Where did you get the numbers on {t}? The ones I have from {r.randint(1990, 2024)} look quite different.",
        f"Is there a reason not to start with {t}? That would have been my first idea."])


def correction(r):
    t = topic(r)
    return name(r), site(r), r.choice([
        f"Small correction: {t} was in {r.randint(1900, 2020)}, not in {r.randint(1900, 2020)}. Otherwise I agree.",
        f"There is a typo in the third paragraph, where you write about {t}.",
        f"The link to {t} is dead, at least for me. The archive still has a copy.",
        f"I think you mixed up {t} and {topic(r)}. They are not the same thing at all."])


def story(r):
    t, u = topic(r), topic(r)
    return name(r), site(r), " ".join(r.sample([
        f"My grandfather used to talk about {t}, and I never believed him.",
        f"We had the same trouble with {t} when we moved here {r.randint(2, 30)} years ago.",
        f"What helped in the end was {u}, of all things.",
        f"I still have a photograph of it somewhere, from {r.randint(1960, 2020)}.",
        "My wife says I should have asked somebody first, and she is right as usual.",
        f"The children loved it, although {u} was closed that day.",
        "It rained the whole week, of course."], r.randint(2, 4)))


def thanks(r):
    t = topic(r)
    return name(r), site(r), r.choice([
        f"Thanks, that part about {t} saved my afternoon.", f"Thank you! I had given up on {t}.",
        f"Nice write-up. I did not know that about {t}.", "Thanks, this helped.", "Thank you so much for this :)",
        f"Great article, I especially liked the bit on {t}.", "Lovely pictures.", "+1", "Ha, so true!"])


def disagree(r):
    t, u = topic(r), topic(r)
    return name(r), site(r), r.choice([
        f"I disagree. {t.capitalize()} costs money, and nobody here wants to pay for it. What about {u}?",
        f"With respect, that is nonsense. I have worked on {t} for {r.randint(5, 30)} years and {u} never mattered.",
        f"You leave out that {t} was only possible because of {u}. That is the whole story.",
        f"Sorry, but why is nobody talking about {u}? {t.capitalize()} is a side show."])


def reference(r):
    """A reader who gives a link, as good readers do."""
    t = topic(r)
    h = r.choice(["en.wikipedia.org/wiki/" + t.split()[-1].title(), "www.bbc.co.uk/news/" + str(r.randrange(10**6)),
                  "github.com/" + r.choice(FIRST).lower() + "/" + t.split()[-1], "archive.org/details/" + t.split()[-1]])
    return name(r), site(r), r.choice([
        f"There is more about {t} here: https://{h}", f"https://{h} has the original text on {t}, in case anybody looks for it.",
        f"I wrote down how I solved {t}, with pictures: https://{r.choice(LAST).lower()}.example/{t.split()[-1]}/",
        f"See also https://{h} (but the second half is wrong, I think)."])


def code(r):
    t = topic(r)
    return name(r), site(r), r.choice([
        f"On my machine this prints an error:\n\n    $ make test\n    FAIL: {t}\n\nAny idea? Debian {r.randint(10, 13)}, gcc {r.randint(9, 14)}.",
        f"You can avoid {t} with `PRAGMA busy_timeout = {r.randint(1, 9)}000`.",
        f"Bisected it: the commit that changed {t} broke it. Version {r.randint(1, 5)}.{r.randint(0, 20)} still works.",
        f"```\nfor (i = 0; i < n; i++)\n  sum += a[i];\n```\nThis loop is where {t} goes wrong."])


def kind_words(r):
    """The same praise from a reader: the words alone are no spam."""
    return name(r), site(r), " ".join(r.sample(PRAISE, r.randint(1, 2)))


def good_german(r):
    return name(r), site(r), r.choice([
        "Danke für den Artikel! Bei uns im Ort ist das mit dem Fahrplan genauso.", "Gibt es dazu irgendwo Zahlen? Ich habe nichts gefunden.",
        f"Das stimmt so nicht ganz: Die Brücke wurde schon {r.randint(1900, 2010)} gesperrt.", "Schöne Bilder, vor allem das dritte.",
        "Ich backe seit Jahren mit Roggen und kann das nur bestätigen.", "Meine Oma hat das immer anders gemacht, aber lecker ist es trotzdem."])


def good_french(r):
    return name(r), site(r), r.choice([
        "Merci pour cet article, j'attends la suite avec impatience.", "Je ne suis pas d'accord avec le dernier paragraphe, la mairie n'y est pour rien.",
        f"Petite erreur : c'était en {r.randint(1900, 2015)}.", "Est-ce que quelqu'un a essayé avec de la farine complète ?", "Très belle photo du port !"])


def good_russian(r):
    return r.choice(["Ольга", "Сергей", "Нина"]), site(r), r.choice([
        "Спасибо за статью, очень помогло с настройкой.", "А как это работает зимой? У нас паром не ходит.",
        "Не согласен с автором: мост закрыли ещё раньше.", "Красивые фотографии, особенно третья."])


def good_chinese(r):
    return r.choice(["小明", "李华", "王芳"]), site(r), r.choice([
        "谢谢分享,第三张照片很漂亮。", "请问这个方法在冬天也能用吗?", "我觉得作者写错了年份,应该是去年。", "写得很清楚,学到了。"])


def good_japanese(r):
    return r.choice(["田中", "ゆき", "佐藤"]), site(r), r.choice([
        "とても参考になりました。ありがとうございます。", "三枚目の写真がきれいですね。", "冬でも同じやり方で大丈夫ですか?", "うちの近所の橋も去年から通行止めです。"])


def good_arabic(r):
    return r.choice(["سمير", "ليلى"]), site(r), r.choice(["شكرا على المقال المفيد.", "هل يوجد جدول جديد للعبارة؟", "الصورة الثالثة جميلة جدا."])


KINDS_OF_SPAM = [praise, shop, pills, games, money, spell, hacker, links, fluent, russian, chinese, japanese, arabic, german,
                 channel, mixed, gibberish]
KINDS_OF_GOOD = [question, correction, story, thanks, disagree, reference, code, kind_words, good_german, good_french, good_russian,
                 good_chinese, good_japanese, good_arabic]

# English blogs get most of their comments in English.
WEIGHTS_OF_GOOD = [8, 6, 8, 8, 6, 3, 4, 4, 2, 1, 1, 1, 1, 1]


def make(seed, good, spam, without=()):
    """A list of {"author", "url", "content", "status", "kind"}, mixed. `without`: names of kinds of spam to leave out."""
    r = random.Random(seed)
    kinds = [k for k in KINDS_OF_SPAM if k.__name__ not in without]
    chosen = [(r.choices(KINDS_OF_GOOD, WEIGHTS_OF_GOOD)[0], "approve") for _ in range(good)]
    chosen += [(r.choice(kinds), "spam") for _ in range(spam)]
    r.shuffle(chosen)
    out = []
    for kind, status in chosen:
        author, url, content = kind(r)
        out.append({"author": author, "url": url, "content": content, "status": status, "kind": kind.__name__})
    return out
