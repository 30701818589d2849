// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <optional>
#include <string>

namespace lapidary {

/// Keys that a person presses: single ones where standard input is a terminal, otherwise lines of a key and its text
/// ("1", "c a remark"), so that labelling can be scripted.
struct KeyPress {
    char key = 0;       ///< as in the window, with 'u' and 'r' for undo and redo, 'q' for the end
    std::string text{}; ///< of a comment or an ideal answer
};

class KeySource {
public:
    KeySource();
    ~KeySource();
    KeySource(const KeySource &) = delete;
    KeySource &operator=(const KeySource &) = delete;
    bool isTerminal() const { return terminal_; }
    std::optional<KeyPress> next(); ///< nothing at the end of the input or when interrupted

private:
    std::optional<KeyPress> nextLine();
    void raw(bool on);
    bool terminal_;
    struct Saved;
    std::unique_ptr<Saved> saved_; ///< how the terminal was
};

} // namespace lapidary
