// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/types.h"
#include <algorithm>
#include <fstream>
#include <map>
#include <regex>

namespace lapidary::test {
namespace fs = std::filesystem;

namespace {

const std::regex kOpens("namespace ?([\\w:]*) ?\\{"), kCloses("\\} ?// namespace.*"),
    kType("(class|struct|enum class) (\\w+)( final)?( :.*)? ?\\{.*");

class Types {
public:
    explicit Types(std::vector<Offence> &out) : out_(out) {}

    void read(const fs::path &file, const std::string &path) {
        std::vector<std::string> spaces;
        std::ifstream in(file);
        int number = 0;
        for (std::string line; std::getline(in, line);) {
            ++number;
            std::smatch match;
            if (std::regex_match(line, match, kOpens))
                spaces.push_back(match[1]);
            else if (std::regex_match(line, kCloses) && !spaces.empty())
                spaces.pop_back();
            else if (std::regex_match(line, match, kType))
                define(spaces, match[2], {"type-twice", path, number, ""});
        }
    }

private:
    void define(const std::vector<std::string> &spaces, const std::string &name, Offence offence) {
        std::string whole;
        for (const std::string &space : spaces) {
            if (space.empty()) return; // each file has its own
            whole += space + "::";
        }
        const auto [first, isNew] = places_.try_emplace(whole + name, offence.file);
        if (isNew) return;
        offence.text = whole + name + " is defined in " + first->second + " too";
        out_.push_back(std::move(offence));
    }

    std::vector<Offence> &out_;
    std::map<std::string, std::string> places_{}; ///< by the type's whole name
};

} // namespace

void checkTypes(const fs::path &root, std::vector<Offence> &out) {
    Types types(out);
    for (const char *top : {"core", "widgets", "app"}) {
        if (!fs::is_directory(root / top)) continue;
        std::vector<fs::path> headers;
        for (const auto &entry : fs::recursive_directory_iterator(root / top))
            if (entry.is_regular_file() && entry.path().extension() == ".h") headers.push_back(entry.path());
        std::sort(headers.begin(), headers.end());
        for (const fs::path &header : headers) types.read(header, fs::relative(header, root).generic_string());
    }
}

} // namespace lapidary::test
