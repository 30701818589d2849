// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/retrieve_tool.h"

namespace lapidary {

SearchTool retrieveTool(std::vector<std::string> passages) {
    struct Library {
        std::vector<std::string> passages;
        Bm25 index;
    };
    Bm25 index(passages);
    const auto library = std::make_shared<const Library>(Library{std::move(passages), std::move(index)});
    const auto call = [library](const std::string &input) -> Result<std::string> {
        std::string query = input;
        std::size_t most = 3;
        const auto request = input.starts_with('{') ? parseJson(input) : Result<Json>(Json());
        if (request && request->is_object() && request->contains("query")) {
            const auto words = getString(*request, "query");
            if (!words) return unexpected(words.error());
            query = *words;
            most = static_cast<std::size_t>(std::max<std::int64_t>(1, request->value("most", std::int64_t(3))));
        }
        std::string out;
        const auto found = library->index.find(query, most);
        for (std::size_t i = 0; i < found.size(); ++i)
            out += (i > 0 ? "\n[" : "[") + std::to_string(i + 1) + "] " + library->passages[found[i].document];
        return found.empty() ? std::string("No passage has a word of this.") : out;
    };
    return {kRetrieve, call};
}

} // namespace lapidary
