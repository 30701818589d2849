// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lost_words.h"

namespace lapidary {
namespace {

constexpr const char *kBlank = " \t\r\n";

/// Templates take blanks away at both ends of what is said, which nobody misses.
std::string trimmed(const std::string &text) {
    const auto begin = text.find_first_not_of(kBlank);
    return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// What is said in a message; empty where it is no text.
std::string contentOf(const Json &message) {
    return message.is_object() ? getString(message, "content").value_or("") : "";
}

} // namespace

LostWords::LostWords(const fs::path &folder) {
    if (!Tokenizer::isIn(folder)) return;
    if (auto read = Tokenizer::load(folder)) tokenizer_ = std::move(*read);
}

void LostWords::noteText(const std::string &text) {
    const auto read = tokenizer_->encode(text, false);
    if (read && !read->lost.empty()) findings_.add(text, read->lost, requests_);
}

void LostWords::noteTemplate(const Json &request, ChatPrompt &chat) {
    const auto written = chat.of(request);
    if (!written) return; // the request itself is answered with what is wrong
    const Json &messages = request["messages"];
    for (std::size_t i = 0; i < messages.size(); ++i) {
        if (written->text.find(trimmed(contentOf(messages[i]))) != std::string::npos) continue;
        if (++unwritten_ > 1) continue;
        firstRequest_ = requests_;
        firstMessage_ = static_cast<std::int64_t>(i) + 1;
    }
}

void LostWords::note(const Json &request, ChatPrompt *chat) {
    ++requests_;
    if (!tokenizer_) return;
    const Json messages = request.value("messages", Json::array());
    if (const auto prompt = getString(request, "prompt")) noteText(*prompt);
    if (!messages.is_array()) return;
    for (const Json &message : messages) noteText(contentOf(message));
    if (chat && !messages.empty()) noteTemplate(request, *chat);
}

std::vector<Sentence> LostWords::sentences() const {
    auto out = findings_.sentences();
    if (unwritten_ > 0)
        out.emplace_back("messages that the chat template does not write as they stand: {0}, first message {1} of the "
                         "request in line {2}. The model does not read all that they say.",
                         unwritten_, firstMessage_, firstRequest_);
    return out;
}

} // namespace lapidary
