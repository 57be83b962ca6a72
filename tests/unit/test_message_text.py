"""Texts with names in them: filled in without running anything, mistakes are named."""

from hanam.dvc.rules import message_text

import unittest


class MessageText(unittest.TestCase):
    def test_names_are_filled_in(self):
        text = "Hồ sơ ${so_ho_so} của ${nguoi_nop}."
        filled = message_text.fill(text, {"so_ho_so": "1", "nguoi_nop": "Lê A"})
        self.assertEqual(filled, "Hồ sơ 1 của Lê A.")

    def test_a_line_whose_names_are_all_empty_is_left_out(self):
        text = "Đã xong.\nLý do: ${ly_do}\nHạn: ${han} ${gio}\nHết."
        filled = message_text.fill(text, {"ly_do": " ", "gio": "9:00"})
        self.assertEqual(filled, "Đã xong.\nHạn:  9:00\nHết.")

    def test_what_is_left_out_leaves_no_hole(self):
        filled = message_text.fill("A\n\n${x}\n\nB", {"x": ""})
        self.assertEqual(filled, "A\n\nB")

    def test_a_value_is_never_read_as_a_text(self):
        filled = message_text.fill("${x} ${y}", {"x": "${y}", "y": "$x"})
        self.assertEqual(filled, "${y} $x")

    def test_a_dollar_sign_is_written_twice(self):
        self.assertEqual(message_text.fill("5 $$", {}), "5 $")

    def test_attributes_and_calls_are_no_names(self):
        text = "${a.b} ${a[0]} ${A} $a ${} ${a!r} ${"
        self.assertEqual(message_text.names_in(text), ())
        self.assertEqual(
            message_text.stray(text),
            ("${a.b}", "${a[0]}", "${A}", "$a", "${}", "${a!r}", "${"),
        )

    def test_unknown_names_are_told_in_their_order(self):
        self.assertEqual(message_text.unknown("${b} ${a} ${b} ${c}", {"a"}), ("b", "c"))

    def test_a_subject_has_one_line(self):
        self.assertEqual(message_text.one_line(" a\r\nBcc: x \n"), "a Bcc: x")


if __name__ == "__main__":
    unittest.main()
