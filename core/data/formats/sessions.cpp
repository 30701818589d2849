// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/sessions.h"
#include "core/data/formats/claude_session.h"
#include "core/data/formats/codex_session.h"
#include "core/data/formats/fed_rows.h"
#include "core/data/formats/json_row.h"
#include <algorithm>
#include <variant>

namespace lapidary {
namespace {

/// "name": with any blanks behind the colon, and `value` there; in a text of JSON the quotes would have backslashes.
bool hasMember(std::string_view head, std::string_view name, std::string_view value = "") {
    const std::string key = "\"" + std::string(name) + "\":";
    for (auto at = head.find(key); at != head.npos; at = head.find(key, at + 1)) {
        const auto begin = std::min(head.find_first_not_of(' ', at + key.size()), head.size());
        if (head.substr(begin).starts_with(value)) return true;
    }
    return false;
}

bool isClaude(std::string_view head) {
    return hasMember(head, "sessionId") && hasMember(head, "parentUuid");
}
bool isCodex(std::string_view head) {
    return hasMember(head, "type", "\"session_meta\"") || hasMember(head, "type", "\"response_item\"");
}

/// Hands on line by line, and the rows at the end.
class SessionReader {
public:
    SessionReader(RowQueue &queue, std::string file) : queue_(queue), file_(std::move(file)) {}

    Status begins(std::string_view head) {
        if (isClaude(head)) talks_.emplace<ClaudeSession>();
        if (isClaude(head) || isCodex(head)) return {};
        return fail({.code = "session.no_session",
                     .message = "this is no session of an agent that is known",
                     .file = file_,
                     .found = "a file that begins otherwise",
                     .expected = "a log of Claude Code or of Codex, as JSON Lines"});
    }

    bool take(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto end = bytes.find('\n');
            const std::string_view part = bytes.substr(0, end);
            taken_ += part.size();
            if (taken_ > limits_.rowBytes) return false;
            line_ += part;
            if (end == bytes.npos) return true;
            endLine();
            bytes.remove_prefix(end + 1);
        }
        return true;
    }

    Status finish() {
        if (taken_ > limits_.rowBytes) {
            refuse({.code = "session.too_long",
                    .message = "the session is longer than a row may be",
                    .found = {"more than {0} bytes", limits_.rowBytes},
                    .expected = {"at most {0} bytes", limits_.rowBytes}},
                   {});
            return {};
        }
        if (!line_.empty()) endLine();
        const auto rows = std::visit([](const auto &each) { return each.rows(); }, talks_);
        for (const Json &row : rows) queue_.push_back({row, 1, 0, {}});
        return {};
    }
    FileFacts facts() const { return {.blank = blank_}; }

private:
    void endLine() {
        ++lines_;
        const bool blank = line_.find_first_not_of(" \t\r") == line_.npos;
        blank_ += blank;
        if (!blank) judge();
        line_.clear();
    }

    void judge() {
        auto row = parseRow(line_, limits_, "session.");
        if (row) {
            std::visit([&](auto &each) { each.take(*row); }, talks_);
            return;
        }
        row.error().code = "session.bad_line";
        refuse(std::move(row.error()), line_);
    }

    void refuse(Error error, std::string_view raw) {
        error.file = file_;
        error.line = std::max<std::int64_t>(lines_, 1);
        putBad(queue_, std::move(error), raw);
    }

    RowQueue &queue_;
    std::string file_, line_{};
    JsonlLimits limits_{};
    std::variant<CodexSession, ClaudeSession> talks_{};
    std::uint64_t taken_ = 0;
    std::int64_t lines_ = 0, blank_ = 0;
};

} // namespace

bool isSession(std::string_view head) {
    return head.starts_with('{') && (isClaude(head) || isCodex(head));
}

Result<std::unique_ptr<RowReader>> openSession(const fs::path &path) {
    return openFed<SessionReader>(path);
}

} // namespace lapidary
