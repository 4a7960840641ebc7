"""Fifteen emergencies as visitors tell them, in each language."""

CRIES = {
    "en": (
        *("My husband collapsed, what number do I call?", "Someone stole my bag just now!"),
        *("How do I get an ambulance here?", "There's a fire in my hotel", "I've been robbed"),
        *("My daughter can't breathe", "I was attacked near the station", "He is drowning!"),
        *("We had a car accident, who do I call?", "my friend is bleeding badly help"),
        *("She's having a heart attack", "I need the police right now", "it's an emergency"),
        *("My child is missing on the beach", "she has been poisoned i think"),
    ),
    "zh": (
        *("我丈夫晕倒了，打什么电话？", "刚才有人偷了我的包！", "怎么叫救护车？", "酒店着火了"),
        *("我被抢了", "我女儿喘不过气来", "有人在车站打我", "有人溺水了！", "出车祸了，该打给谁？"),
        *("我朋友流了很多血", "她心脏病发作了", "我要报警", "情况紧急，求助电话是多少？"),
        *("孩子在海边走丢了", "她好像食物中毒了，很严重"),
    ),
    "ja": (
        *("夫が倒れました。何番に電話すればいいですか？", "今バッグを盗まれました！"),
        *("救急車はどう呼びますか？", "ホテルで火事です", "強盗に遭いました", "娘が息ができません"),
        *("駅で襲われました", "人が溺れています！", "交通事故に遭いました。どこに電話しますか？"),
        *("友達がひどく出血しています", "彼女が心臓発作を起こしました", "警察を呼んでください"),
        *("緊急です", "子どもが海岸で迷子になりました", "毒を飲んだかもしれません"),
    ),
    "ko": (
        *("남편이 쓰러졌어요. 몇 번에 전화해요?", "방금 가방을 도둑맞았어요!"),
        *("구급차 어떻게 불러요?", "호텔에 불이 났어요", "강도를 당했어요", "딸이 숨을 못 쉬어요"),
        *("역에서 폭행당했어요", "사람이 물에 빠졌어요!", "교통사고가 났어요. 어디에 전화해요?"),
        *(
            "친구가 피를 많이 흘려요",
            "심장마비가 온 것 같아요",
            "경찰 불러 주세요",
            "응급 상황이에요",
        ),
        *("아이가 해변에서 없어졌어요", "식중독에 걸려 정신을 잃었어요"),
    ),
}
