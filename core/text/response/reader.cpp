// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"
#include "core/text/response/content.h"
#include "core/text/response/transform.h"

namespace lapidary {

using response::Regex;

/// One answer. There is always one region: an open field, or the one that needs no beginning, or none.
class ResponseReader {
public:
    ResponseReader(const ResponseTemplate &with, const Json &tools) : with_(with), tools_(tools), out_(with.defaults_) {
        current_ = with_.implicit_;
    }

    Result<Json> run(const std::string &text) {
        text_ = text;
        for (;;) {
            auto mark = next();
            if (!mark) return unexpected(mark.error());
            if (!*mark) break;
            const auto &[isOpen, field, match, length] = **mark;
            take(text_.substr(at_, match.begin - at_));
            at_ = match.end;
            const bool hadWords = opened_;
            if (!isOpen) addCaptures(match);
            if (auto ok = close(); !ok) return unexpected(ok.error());
            if (isOpen)
                open(field, match);
            else if (!hadWords && match.begin == match.end)
                return finished(); // an end without words at the same place would come for ever
        }
        take(text_.substr(at_));
        if (auto ok = close(); !ok) return unexpected(ok.error());
        return finished();
    }

    /// What of a chat belongs to the answer that it asks for.
    static Result<std::string> begunIn(const ResponseTemplate &with, const std::string &prefix) {
        const auto anchors = with.anchor_->all(prefix);
        if (!anchors) return unexpected(anchors.error());
        return anchors->empty() ? prefix : prefix.substr(anchors->back().end);
    }

private:
    struct Mark {
        bool isOpen;
        std::size_t field;
        Regex::Match match;
        std::size_t length;
    };

    bool inField() const { return current_ && current_ != with_.implicit_; }

    /// The first mark from here on that matters now; of those at one place the longest, and beginnings before ends.
    Result<std::optional<Mark>> next() const {
        std::optional<Mark> best;
        const auto look = [&](bool isOpen, std::size_t field) -> Status {
            const auto &pattern = isOpen ? with_.fields_[field].open : with_.fields_[field].close;
            if (!pattern) return {};
            auto match = pattern->search(text_, at_);
            if (!match) return unexpected(match.error());
            if (!*match) return {};
            const std::size_t length = (*match)->end - (*match)->begin;
            const auto key = [&](const Mark &mark) {
                return std::tuple(mark.match.begin, text_.size() - mark.length, !mark.isOpen,
                                  with_.fields_[mark.field].name);
            };
            Mark found{isOpen, field, std::move(**match), length};
            if (!best || key(found) < key(*best)) best = std::move(found);
            return {};
        };
        if (inField()) {
            if (auto ok = look(false, *current_); !ok) return unexpected(ok.error());
            return best;
        }
        for (std::size_t i = 0; i < with_.fields_.size(); ++i)
            if (auto ok = look(true, i); !ok) return unexpected(ok.error());
        if (with_.implicit_)
            if (auto ok = look(false, *with_.implicit_); !ok) return unexpected(ok.error());
        return best;
    }

    void take(const std::string &words) {
        if (words.empty() || !current_) return;
        opened_ = true;
        body_ += words;
    }

    void open(std::size_t field, const Regex::Match &match) {
        current_ = field;
        opened_ = true;
        addCaptures(match);
    }

    void addCaptures(const Regex::Match &match) {
        for (const auto &[name, text] : match.groups) captures_[name] = text;
    }

    Status close() {
        if (current_ && opened_)
            if (auto ok = keep(with_.fields_[*current_]); !ok) return ok;
        current_ = with_.implicit_;
        captures_.clear();
        body_.clear();
        opened_ = false;
        return {};
    }

    Status keep(const ResponseTemplate::Field &field) {
        auto value = response::valueOf(body_, field, captures_);
        if (!value) {
            value.error().field = field.name + (value.error().field.empty() ? "" : ": ") + value.error().field;
            return unexpected(value.error());
        }
        if (tools_.is_array() && !tools_.empty()) response::typeArguments(*value, tools_);
        if (field.join) {
            if (!value->is_string()) return fail(response::unreadable("only texts can be joined", dumpJson(*value)));
            const auto before = out_.find(field.name);
            out_[field.name] = before == out_.end() || !before->is_string()
                                   ? value->get<std::string>()
                                   : before->get<std::string>() + *field.join + value->get<std::string>();
        } else if (field.repeats) {
            if (!out_.contains(field.name)) out_[field.name] = Json::array();
            if (!out_[field.name].is_array())
                return fail(response::unreadable("a field that repeats is a list", dumpJson(out_[field.name])));
            out_[field.name].push_back(std::move(*value));
        } else {
            out_[field.name] = std::move(*value);
        }
        return {};
    }

    /// Without what is empty, unless it is so by default.
    Result<Json> finished() const {
        for (const auto &field : with_.fields_)
            if (!field.optional && !out_.contains(field.name)) {
                Error error = response::unreadable("the answer lacks a part that it must have", text_);
                error.field = field.name;
                return fail(std::move(error));
            }
        Json kept = Json::object();
        for (const auto &[name, value] : out_.items()) {
            const bool empty = value.is_null() || (value.is_structured() && value.empty()) || value == "";
            if (!empty || with_.defaults_.contains(name)) kept[name] = value;
        }
        return kept;
    }

    const ResponseTemplate &with_;
    const Json &tools_;
    Json out_;
    std::string text_, body_;
    std::size_t at_ = 0;
    std::optional<std::size_t> current_;
    std::map<std::string, std::string> captures_;
    bool opened_ = false; ///< whether words belong to the current region
};

Result<Json> ResponseTemplate::read(const std::string &answer, const std::string &prefix, const Json &tools) const {
    const auto begun = ResponseReader::begunIn(*this, utf8::sanitize(prefix));
    if (!begun) return unexpected(begun.error());
    return ResponseReader(*this, tools).run(*begun + utf8::sanitize(answer));
}

} // namespace lapidary
