// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/rules.h"
#include "tests/architecture/layout.h"
#include "tests/architecture/names.h"
#include "tests/architecture/types.h"
#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>

namespace lapidary::test {
namespace {

namespace fs = std::filesystem;

/// Which areas a file of an area may include. The area is the folder below core, or the program below app.
const std::map<std::string, std::set<std::string>> kArrows = {
    {"core/base", {}},
    {"core/config", {"core/base"}},
    {"core/job", {"core/base"}},
    {"core/remote", {"core/base", "core/config"}},
    {"core/gguf", {"core/base"}},
    {"core/text", {"core/base", "core/gguf"}},
    {"core/stats", {"core/base"}},
    {"core/store", {"core/base"}},
    {"core/data", {"core/base", "core/config", "core/gguf", "core/job", "core/text"}},
    {"core/workbench",
     {"core/base", "core/config", "core/data", "core/gguf", "core/job", "core/remote", "core/stats", "core/store",
      "core/text"}},
    {"core/engine", {"core/base", "core/config", "core/data", "core/gguf", "core/job", "core/stats", "core/text"}},
    {"widgets",
     {"core/base", "core/config", "core/data", "core/gguf", "core/job", "core/remote", "core/stats", "core/store",
      "core/text", "core/workbench"}},
    {"app/gui", {"core/base", "core/config", "core/workbench", "widgets"}},
    {"app/cli",
     {"core/base", "core/config", "core/data", "core/gguf", "core/job", "core/remote", "core/stats", "core/store",
      "core/text", "core/workbench"}},
    {"app/symbolic", {"core/base", "core/job", "core/text"}},
    {"app/parquet", {"core/base", "core/job"}},
    {"app/worker",
     {"core/base", "core/config", "core/data", "core/engine", "core/gguf", "core/job", "core/remote", "core/stats",
      "core/text"}},
};

std::string areaOf(const std::string &path) {
    if (path.starts_with("widgets/")) return "widgets";
    const auto first = path.find('/');
    return first == std::string::npos ? "" : path.substr(0, path.find('/', first + 1));
}

/// The folder of a panel ("widgets/panels/runs"), or nothing.
std::string panelOf(const std::string &path) {
    static constexpr std::string_view prefix = "widgets/panels/";
    if (!path.starts_with(prefix)) return {};
    const auto end = path.find('/', prefix.size());
    return end == std::string::npos ? "" : path.substr(0, end);
}

bool isTorch(const std::string &name) {
    return name.starts_with("torch/") || name.starts_with("ATen/") || name.starts_with("c10/") ||
           name.starts_with("caffe2/");
}
bool isQt(const std::string &name) {
    return std::regex_search(name, std::regex("^(Q[A-Z]|Qt[A-Z]|qcustomplot)"));
}

class FileCheck {
public:
    FileCheck(const fs::path &root, const std::string &path, std::vector<Offence> &out)
        : path_(path), area_(areaOf(path)), out_(out) {
        std::ifstream in(root / path, std::ios::binary);
        for (std::string line; std::getline(in, line);) lines_.push_back(line);
    }

    void check() {
        sizes();
        licence();
        checkLayout(path_, lines_, out_);
        bool torch = false, formatting = false;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            line_ = static_cast<int>(i) + 1;
            blanks(lines_[i]);
            keywords(lines_[i]);
            static const std::regex directive(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re");
            std::smatch match;
            if (!std::regex_search(lines_[i], match, directive)) continue;
            const std::string name = match[1];
            torch |= isTorch(name) || name == "core/engine/precompiled.h";
            formatting |= name.starts_with("spdlog/") || name.starts_with("fmt/");
            foreign(name);
            ours(name);
        }
        line_ = 0;
        if (torch && formatting)
            report("torch-with-spdlog", "includes both torch and spdlog or fmt, whose copies of fmt clash");
    }

private:
    void report(std::string rule, std::string text) {
        out_.push_back({std::move(rule), path_, line_, std::move(text)});
    }
    bool isTest() const { return path_.starts_with("tests/"); }

    void sizes() {
        if (path_ == "widgets/common/method_words.h") return; // a list, a line for each word
        const std::size_t most = isTest() ? 700 : path_ == "widgets/shell/main_window.cpp" ? 599 : 500;
        if (lines_.size() > most)
            report("size", std::to_string(lines_.size()) + " lines; at most " + std::to_string(most));
    }

    void licence() {
        const bool window = path_.starts_with("widgets/") || path_.starts_with("app/gui/") ||
                            path_.starts_with("app/symbolic/") || path_.starts_with("tests/widgets/") ||
                            path_.starts_with("tests/gui/");
        const std::string first = lines_.empty() ? "" : lines_[0];
        const std::string wanted =
            std::string("SPDX-License-Identifier: ") + (window ? "GPL-3.0-or-later" : "Apache-2.0");
        const bool eitherInTests = isTest() && first.find("SPDX-License-Identifier: ") != std::string::npos;
        if (first.find(wanted) == std::string::npos && !eitherInTests)
            report("licence", "the first line is not \"" + wanted + "\"");
    }

    void blanks(const std::string &line) {
        if (line.find('\t') != std::string::npos) report("blanks", "a tab");
        if (!line.empty() && (line.back() == ' ' || line.back() == '\r'))
            report("blanks", "blanks or a carriage return at the end of the line");
    }

    /// Qt's lower-case keywords, which QCustomPlot needs in widgets/charts; all else is built with QT_NO_KEYWORDS,
    /// which does not see files outside of a build.
    void keywords(const std::string &line) {
        static const std::regex keyword(
            R"(^\s*((public|private|protected)\s+slots|signals)\s*:|\bforeach\s*\(|^\s*emit\s+\w)");
        if (path_.starts_with("widgets/") && !path_.starts_with("widgets/charts/") && std::regex_search(line, keyword))
            report("qt-keyword", "one of Qt's keywords: " + line);
    }

    void foreign(const std::string &name) {
        const bool window = area_ == "widgets" || area_ == "app/gui";
        if (!isTest() && isQt(name) && !window) report("qt", "includes Qt's " + name);
        if (isTorch(name) && area_ != "core/engine" && area_ != "app/worker" && !path_.starts_with("tests/engine/") &&
            !path_.starts_with("tests/bench/") && !path_.starts_with("tests/contract/") &&
            !path_.starts_with("tests/device/") && !path_.starts_with("tests/support/"))
            report("torch", "includes torch's " + name);
        if ((name.starts_with("arrow/") || name.starts_with("parquet/")) && area_ != "app/parquet")
            report("arrow-library", "includes Apache Arrow's " + name + " outside of app/parquet");
        if (name.starts_with("qcustomplot") && !path_.starts_with("widgets/charts/") && !isTest())
            report("qcustomplot", "includes QCustomPlot outside of widgets/charts");
    }

    void ours(const std::string &name) {
        const std::string target = areaOf(name);
        const auto known = kArrows.find(area_);
        if (isTest() || known == kArrows.end() ||
            !(name.starts_with("core/") || name.starts_with("widgets/") || name.starts_with("app/")))
            return;
        if (target != area_ && !known->second.contains(target))
            report("arrow", area_ + " must not know " + target + ": includes " + name);
        const std::string from = panelOf(path_), to = panelOf(name);
        if (!from.empty() && !to.empty() && from != to) report("panel", "a panel includes another panel's " + name);
        insideWindow(name);
        const auto in = [](const std::string &path, const char *folder) { return path.starts_with(folder); };
        if ((in(path_, "core/engine/train/") && in(name, "core/engine/search/")) ||
            (in(path_, "core/engine/search/") && in(name, "core/engine/train/")))
            report("train-search", "training and search must not know each other: includes " + name);
    }

    /// Inside of the window: the shell knows the panels, a panel's feature knows the bridge, and nobody the other way.
    void insideWindow(const std::string &name) {
        if (area_ != "widgets") return;
        const auto in = [](const std::string &path, std::string_view folder) { return path.starts_with(folder); };
        const bool shell = in(path_, "widgets/shell/"), panels = in(path_, "widgets/panels/");
        const bool feature = panels && (panelOf(path_).empty() || path_.find("_feature.") != std::string::npos);
        if (in(name, "widgets/bridge/") && !in(path_, "widgets/bridge/") && !shell && !feature)
            report("bridge", "only features and the shell are connected to the bridge: includes " + name);
        if (in(name, "widgets/shell/") && !shell) report("bridge", "only the shell knows the shell: includes " + name);
        if (in(name, "widgets/panels/") && !panels && !shell)
            report("bridge", "only the shell knows the panels: includes " + name);
    }

    std::string path_, area_;
    std::vector<Offence> &out_;
    std::vector<std::string> lines_;
    int line_ = 0;
};

/// "nearly all" of the sources are shorter than 350 lines: one in twenty may not be.
void proportion(const std::map<std::string, std::size_t> &lengths, std::vector<Offence> &out) {
    std::size_t all = 0, longOnes = 0;
    for (const auto &[path, lines] : lengths) {
        if (path.starts_with("tests/")) continue;
        ++all;
        longOnes += lines > 350;
    }
    if (longOnes * 20 > all)
        out.push_back({"proportion", "", 0,
                       std::to_string(longOnes) + " of " + std::to_string(all) + " files are longer than 350 lines"});
}

/// The link lines of a library must not be wider than its arrows: nothing but the engine and the worker links torch.
void links(const fs::path &root, const std::string &path, std::vector<Offence> &out) {
    std::ifstream in(root / path);
    const bool engine = path.starts_with("core/engine/") || path.starts_with("app/worker/");
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        const std::string code = line.substr(0, line.find('#'));
        static const std::regex torch(R"(\$\{TORCH_LIBRARIES\}|\btorch(_cpu|_cuda)?\b|\blapidary_engine\b)"),
            qt(R"(\bQt6?::)");
        if ((path.starts_with("widgets/") || path.starts_with("app/gui/") || path.starts_with("app/cli/")) &&
            std::regex_search(code, torch))
            out.push_back({"link", path, number, "links torch or the engine"});
        if (path.starts_with("core/") && std::regex_search(code, qt)) out.push_back({"link", path, number, "links Qt"});
        if (!engine && path == "core/CMakeLists.txt" &&
            std::regex_search(code, std::regex(R"(lapidary_library\(.*\b(torch|TORCH_LIBRARIES)\b)")))
            out.push_back({"link", path, number, "a torch-free library links torch"});
    }
}

} // namespace

std::vector<Offence> checkArchitecture(const fs::path &root) {
    std::vector<Offence> out;
    std::map<std::string, std::size_t> lengths;
    for (const char *top : {"core", "widgets", "app", "tests"}) {
        if (!fs::is_directory(root / top)) continue;
        for (const auto &entry : fs::recursive_directory_iterator(root / top)) {
            if (!entry.is_regular_file()) continue;
            const std::string path = fs::relative(entry.path(), root).generic_string();
            const auto ending = entry.path().extension();
            if (entry.path().filename() == "CMakeLists.txt") links(root, path, out);
            if (ending != ".cpp" && ending != ".h") continue;
            FileCheck(root, path, out).check();
            std::ifstream in(entry.path());
            lengths[path] = static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(in), {}, '\n'));
        }
    }
    proportion(lengths, out);
    checkNames(root, out);
    checkTypes(root, out);
    return out;
}

} // namespace lapidary::test
