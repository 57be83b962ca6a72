"""The texts that the messages of this package come with; an editor may change each."""


def mail(subject_vi, vi, subject_en, en) -> dict:
    """The texts of an e-mail by language; the dossier is named below each."""
    foot = "\n\nHồ sơ: ${so_ho_so}\nThủ tục: ${thu_tuc}\n"
    foot_en = "\n\nDossier: ${so_ho_so}\nProcedure: ${thu_tuc}\n"
    return {
        "vi": {"subject": subject_vi, "text": vi + foot},
        "en": {"subject": subject_en, "text": en + foot_en},
    }


TEXTS = {
    "together.leg_opened": mail(
        "${so_ho_so}: việc phối hợp, hạn ${han}",
        "${co_quan} chuyển cho cơ quan bạn: ${viec}. Trả lời chậm nhất ${han}.\n"
        "${noi_dung}\n\nMở hồ sơ:\n${link}",
        "${so_ho_so}: a part for your agency, due ${han}",
        "${co_quan} gives your agency a part: ${viec}. Answer by ${han}.\n"
        "${noi_dung}\n\nOpen the dossier:\n${link}",
    ),
    "together.leg_answered": mail(
        "${so_ho_so}: ${ai} đã trả lời",
        "${ai} đã làm xong: ${viec}.\n${noi_dung}\n\nMở hồ sơ:\n${link}",
        "${so_ho_so}: ${ai} has answered",
        "${ai} has done its part: ${viec}.\n${noi_dung}\n\nOpen the dossier:\n${link}",
    ),
    "together.leg_handed_back": mail(
        "${so_ho_so}: ${ai} trả lại phần việc",
        "${ai} trả lại: ${viec}. Lý do:\n${noi_dung}\n\n"
        "Mở hồ sơ để quyết định làm tiếp thế nào:\n${link}",
        "${so_ho_so}: ${ai} has handed its part back",
        "${ai} has handed back: ${viec}. The reason:\n${noi_dung}\n\n"
        "Open the dossier and decide how to go on:\n${link}",
    ),
    "together.opinion_asked": mail(
        "${so_ho_so}: lấy ý kiến, hạn ${han}",
        "${co_quan} lấy ý kiến về một hồ sơ. Trả lời chậm nhất ${han}.\n\n${viec}\n\n"
        "Xem giấy tờ và cho ý kiến:\n${link}",
        "${so_ho_so}: your opinion is asked, due ${han}",
        "${co_quan} asks for an opinion about a dossier. Answer by ${han}.\n\n${viec}\n\n"
        "See the papers and answer:\n${link}",
    ),
    "together.opinion_outside": mail(
        "${co_quan} xin ý kiến của ông/bà, hạn ${han}",
        "Kính gửi ${ai},\n\n${co_quan} xin ý kiến của ông/bà. Mong ông/bà trả lời chậm "
        "nhất ${han}.\n\n${viec}\n\nXem giấy tờ và cho ý kiến, không cần tài khoản:\n"
        "${link}\n\nĐường dẫn này chỉ dành cho ông/bà; xin không chuyển cho người khác.",
        "${co_quan} asks for your opinion, due ${han}",
        "Dear ${ai},\n\n${co_quan} asks for your opinion. Please answer by ${han}.\n\n"
        "${viec}\n\nSee the papers and answer, without an account:\n${link}\n\n"
        "This address is for you alone; please do not pass it on.",
    ),
    "together.opinion_reminded": mail(
        "${so_ho_so}: nhắc cho ý kiến, hạn ${han}",
        "${co_quan} vẫn chờ ý kiến của bạn, hạn ${han}.\n\n${viec}\n\n"
        "Cho ý kiến:\n${link}",
        "${so_ho_so}: reminder, your opinion is due ${han}",
        "${co_quan} still awaits your opinion, due ${han}.\n\n${viec}\n\n"
        "Give your opinion:\n${link}",
    ),
    "together.opinion_answered": mail(
        "${so_ho_so}: ${ai} đã cho ý kiến",
        "${ai} đã trả lời câu hỏi: ${viec}\n\n${noi_dung}\n\nMở hồ sơ:\n${link}",
        "${so_ho_so}: ${ai} has given an opinion",
        "${ai} has answered the question: ${viec}\n\n${noi_dung}\n\n"
        "Open the dossier:\n${link}",
    ),
    "together.opinion_missing": mail(
        "${so_ho_so}: ${ai} chưa cho ý kiến đúng hạn",
        "${ai} không trả lời trước ${han}: ${viec}\n\n"
        "Mở hồ sơ để xem bước tiếp theo:\n${link}",
        "${so_ho_so}: no opinion of ${ai} in time",
        "${ai} did not answer by ${han}: ${viec}\n\n"
        "Open the dossier to see how to go on:\n${link}",
    ),
    "together.step_back": mail(
        "${so_ho_so}: trả lại bước “${viec}”",
        "Hồ sơ được trả lại bước “${viec}”, hạn ${han}. Lý do:\n${noi_dung}\n\n"
        "Mở hồ sơ:\n${link}",
        "${so_ho_so}: back to the step “${viec}”",
        "The dossier is back at the step “${viec}”, due ${han}. The reason:\n"
        "${noi_dung}\n\nOpen the dossier:\n${link}",
    ),
}
