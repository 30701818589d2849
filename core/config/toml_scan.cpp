// SPDX-License-Identifier: Apache-2.0
#include "core/config/toml_scan.h"
#include "core/base/json.h"
#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

namespace lapidary {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::vector<TomlTable> scan() {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
        tables_.push_back({.begin = at_, .header = at_, .body = at_, .end = at_});
        while (at_ < text_.size()) line();
        closeComments(text_.size());
        return std::move(tables_);
    }

private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    void blanks() {
        while (peek() == ' ' || peek() == '\t') ++at_;
    }
    void endLine() {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
        at_ = std::min(at_ + 1, text_.size());
    }

    void line() {
        const std::size_t begin = at_;
        blanks();
        if (peek() == '#') {
            if (comments_ == kNowhere) comments_ = begin;
            return endLine();
        }
        if (at_ >= text_.size() || peek() == '\n' || peek() == '\r') {
            closeComments(begin);
            return endLine();
        }
        const std::size_t above = std::min(comments_, begin);
        comments_ = kNowhere;
        if (peek() == '[')
            header(above, begin);
        else
            setting(begin);
    }

    /// Comments right below what a table says are its own, where nothing stands right below them.
    void closeComments(std::size_t here) {
        if (comments_ == tables_.back().end) tables_.back().end = here;
        comments_ = kNowhere;
    }

    void header(std::size_t above, std::size_t begin) {
        const bool element = peek(1) == '[';
        at_ += element ? 2 : 1;
        const TomlPath said = key().first;
        endLine();
        TomlPath path;
        for (std::size_t i = 0; i < said.size(); ++i) {
            path.push_back(said[i]);
            const bool last = i + 1 == said.size();
            if (last && element) ++elements_[path];
            if (const auto it = elements_.find(path); it != elements_.end())
                path.push_back(std::to_string(it->second - 1));
        }
        tables_.push_back({.path = std::move(path), .begin = above, .header = begin, .body = at_, .end = at_});
    }

    void setting(std::size_t begin) {
        TomlSetting setting{.item = keyAndValue(tables_.back().path)};
        endLine();
        setting.lines = {begin, at_};
        tables_.back().end = at_;
        tables_.back().settings.push_back(std::move(setting));
    }

    TomlItem keyAndValue(TomlPath path) {
        const auto [parts, last] = key();
        path.insert(path.end(), parts.begin(), parts.end());
        blanks();
        if (peek() == '=') ++at_;
        blanks();
        TomlItem item = value(std::move(path));
        item.key = last;
        return item;
    }

    /// The parts of a dotted key, and where the last one stands.
    std::pair<TomlPath, TomlSpan> key() {
        TomlPath parts;
        TomlSpan last;
        do {
            if (!parts.empty()) ++at_; // the dot
            blanks();
            last.begin = at_;
            if (peek() == '"' || peek() == '\'')
                quoted();
            else
                while (std::isalnum(static_cast<unsigned char>(peek())) || peek() == '_' || peek() == '-') ++at_;
            last.end = at_;
            parts.push_back(unquoted(text_.substr(last.begin, last.end - last.begin)));
            blanks();
        } while (peek() == '.');
        return {parts, last};
    }

    static std::string unquoted(std::string_view key) {
        if (key.size() < 2 || (key[0] != '"' && key[0] != '\'')) return std::string(key);
        if (key[0] == '"')
            if (const auto read = parseJson(key); read && read->is_string()) return read->get<std::string>();
        return std::string(key.substr(1, key.size() - 2));
    }

    /// A text in quotes of any of the four kinds.
    void quoted() {
        const char mark = peek();
        if (peek(1) == mark && peek(2) == mark) return longText(mark);
        ++at_;
        while (at_ < text_.size() && peek() != mark && peek() != '\n') at_ += mark == '"' && peek() == '\\' ? 2 : 1;
        at_ = std::min(at_ + 1, text_.size());
    }

    void longText(char mark) {
        at_ += 3;
        while (at_ < text_.size()) {
            std::size_t marks = 0;
            while (peek(marks) == mark) ++marks;
            if (marks >= 3) { // up to two of them belong to the text
                at_ += std::min<std::size_t>(marks, 5);
                return;
            }
            at_ += marks > 0 ? marks : mark == '"' && peek() == '\\' ? 2 : 1;
        }
        at_ = std::min(at_, text_.size());
    }

    void gap() {
        for (;; ++at_) {
            while (peek() == '#')
                while (at_ < text_.size() && peek() != '\n') ++at_;
            if (at_ >= text_.size() || !std::isspace(static_cast<unsigned char>(peek()))) return;
        }
    }

    TomlItem value(TomlPath path) {
        TomlItem item{.path = std::move(path), .value = {at_, at_}};
        if (peek() == '"' || peek() == '\'') {
            quoted();
        } else if (peek() == '[' || peek() == '{') {
            item.kind = peek();
            ++at_;
            within(item, item.kind == '[' ? ']' : '}');
        } else {
            while (at_ < text_.size() && std::string_view(",]}#\n\r").find(peek()) == kNowhere) ++at_;
            while (at_ > item.value.begin && (text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t')) --at_;
        }
        item.value.end = at_;
        return item;
    }

    void within(TomlItem &item, char end) {
        for (gap(); at_ < text_.size() && peek() != end; gap()) {
            const std::size_t before = at_;
            if (item.kind == '[') {
                TomlPath path = item.path;
                path.push_back(std::to_string(item.items.size()));
                item.items.push_back(value(std::move(path)));
            } else {
                item.items.push_back(keyAndValue(item.path));
            }
            gap();
            if (peek() == ',') ++at_;
            if (at_ == before) ++at_; // nothing that parseToml() takes: go on all the same
        }
        at_ = std::min(at_ + 1, text_.size());
    }

    std::string_view text_;
    std::size_t at_ = 0, comments_ = kNowhere; ///< comments: where those begin that stand right above
    std::vector<TomlTable> tables_{};
    std::map<TomlPath, int> elements_{}; ///< of arrays of tables: how many so far
};

} // namespace

bool beginsWith(const TomlPath &path, const TomlPath &with) {
    return path.size() >= with.size() && std::equal(with.begin(), with.end(), path.begin());
}

std::vector<TomlTable> scanToml(std::string_view text) {
    return Scanner(text).scan();
}

} // namespace lapidary
