// SPDX-License-Identifier: Apache-2.0
#include "app/cli/key_source.h"
#include "app/cli/verb.h"
#include <cstdio>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace lapidary {

struct KeySource::Saved {
    termios mode{};
};

KeySource::KeySource() : terminal_(::isatty(STDIN_FILENO) == 1), saved_(std::make_unique<Saved>()) {
    if (terminal_) terminal_ = ::tcgetattr(STDIN_FILENO, &saved_->mode) == 0;
}

KeySource::~KeySource() {
    raw(false);
}

/// Keys one by one and unseen; Ctrl+C still ends us, and Ctrl+Z is a key.
void KeySource::raw(bool on) {
    if (!terminal_) return;
    termios mode = saved_->mode;
    if (on) {
        mode.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
        mode.c_cc[VMIN] = 1;
        mode.c_cc[VTIME] = 0;
        mode.c_cc[VSUSP] = _POSIX_VDISABLE;
    }
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &mode);
}

std::optional<KeyPress> KeySource::nextLine() {
    std::string line;
    if (!std::getline(std::cin, line) || interrupted()) return std::nullopt;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) return KeyPress{};
    KeyPress press{.key = line.front()};
    if (line.size() == 2 && line[1] == '!' && line[0] >= '1' && line[0] <= '9')
        press.key = "!@#$%^&*("[line[0] - '1']; // 1!: strongly
    else if (line.size() > 2 && line[1] == ' ')
        press.text = line.substr(2);
    return press;
}

std::optional<KeyPress> KeySource::next() {
    if (!terminal_) return nextLine();
    raw(true);
    char key = 0;
    const bool got = ::read(STDIN_FILENO, &key, 1) == 1 && !interrupted();
    raw(false);
    if (!got) return std::nullopt;
    constexpr char kBackspace = 0x7f, kCtrlH = 0x08, kCtrlZ = 0x1a, kCtrlY = 0x19, kCtrlD = 0x04;
    if (key == kBackspace || key == kCtrlH || key == kCtrlZ) return KeyPress{'u'};
    if (key == kCtrlY) return KeyPress{'r'};
    if (key == kCtrlD) return std::nullopt;
    if (key == '\r' || key == '\n') return KeyPress{'d'}; // as the return key submits in the window
    KeyPress press{.key = key};
    if (key == 'c' || key == 'e') {
        std::printf("%s: ", key == 'c' ? "Comment" : "Ideal answer");
        std::fflush(stdout);
        if (!std::getline(std::cin, press.text)) return std::nullopt;
    }
    return press;
}

} // namespace lapidary
