"""What the editor asks the engine for while it is typed in: all but the derivation itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from tutor.board import Misreading
    from tutor.ui.bridge import Bridge
    from tutor.ui.editing.completion import Choice
    from tutor.ui.editor import EditorCard


class EditorRequests(QObject):
    """Has texts read for the preview, terms sketched for the completion, and pasted formulas made plain."""

    found_wrong = Signal(object, object)
    """a Misreading, and all that is wrong in its text"""

    def __init__(self, editor: EditorCard, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._bridge = bridge
        editor.typed.connect(self._preview)
        editor.sketch_wanted.connect(self._sketch)
        editor.functions_wanted.connect(self._ask_functions)
        editor.plain_wanted.connect(self._paste_plain)

    def _preview(self, text: str) -> None:
        """Have a text read at once, for its preview; what is worked out waits until typing pauses."""
        if text.strip():
            self._bridge.ask("preview", "read", {"text": text}, self._previewed)
        else:
            self._bridge.cancel("preview")

    def _previewed(self, reply: Any) -> None:
        from tutor.board import Misreading, Reading

        if isinstance(reply.value, Reading | Misreading) and reply.value.input == self._editor.text():
            if isinstance(reply.value, Reading):
                self._editor.show_reading(reply.value)
            else:
                self._editor.show_misreading(reply.value)
                self.ask_so_far(reply.value)

    def _sketch(self, text: str, choice: Choice) -> None:
        from tutor.board import Formula
        from tutor.ui.editing.sketching import sketch

        def sketched(reply: Any) -> None:
            if isinstance(reply.value, Formula):
                self._editor.show_sketch(sketch(reply.value, choice))

        self._bridge.ask("sketch", "sketch", {"text": text}, sketched)

    def _ask_functions(self) -> None:
        def known(reply: Any) -> None:
            if reply.failure is None:
                self._editor.completing.set_functions(reply.value)

        self._bridge.ask("functions", "functions", {}, known)

    def _paste_plain(self, text: str) -> None:
        from tutor.board import Reading

        def read(reply: Any) -> None:
            if isinstance(reply.value, Reading):
                plain = reply.value.formula.text
                self._editor.paste(plain if "=" in text else plain.partition(" = ")[2] or plain)
            else:
                self._editor.paste(text)

        self._bridge.ask("paste", "read", {"text": text}, read)

    def ask_so_far(self, misreading: Misreading) -> None:
        """Have shown what can be read of it, and everything that is wrong."""
        from tutor.board import SoFar

        def shown(reply: Any) -> None:
            if misreading.input != self._editor.text():
                return
            found = reply.value if isinstance(reply.value, SoFar) else None
            self._editor.show_so_far(found)
            if found is not None:
                self.found_wrong.emit(misreading, found.wrong)

        self._bridge.ask("so far", "so_far", {"text": misreading.input}, shown)
