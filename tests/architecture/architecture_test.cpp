// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/rules.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary::test;

namespace {

const std::string kApache = "// SPDX-License-Identifier: Apache-2.0\n",
                  kGpl = "// SPDX-License-Identifier: GPL-3.0-or-later\n";

/// The rules that a tree of this one file breaks, joined by commas.
std::string broken(const std::string &path, const std::string &content) {
    const lapidary::TemporaryFolder root;
    root.write(path, content);
    std::string rules;
    for (const auto &offence : checkArchitecture(root.path)) rules += (rules.empty() ? "" : ",") + offence.rule;
    return rules;
}

std::string lines(int count) {
    std::string text = kApache;
    for (int i = 1; i < count; ++i) text += "//\n";
    return text;
}

} // namespace

TEST_CASE("a planted include is found, for every rule; what is allowed is not") {
    CHECK(broken("core/base/a.cpp", kApache + "#include <vector>\n") == "");
    // arrows
    CHECK(broken("core/base/a.cpp", kApache + "#include \"core/text/x.h\"\n") == "arrow");
    CHECK(broken("core/engine/a.cpp", kApache + "#include \"core/store/x.h\"\n") == "arrow");
    CHECK(broken("core/engine/a.cpp", kApache + "#include \"core/data/x.h\"\n") == "");
    CHECK(broken("core/workbench/a.cpp", kApache + "  # include \"core/engine/x.h\"\n") == "arrow");
    CHECK(broken("core/data/a.cpp", kApache + "#include \"core/store/x.h\"\n") == "arrow");
    CHECK(broken("core/data/a.cpp", kApache + "#include \"core/job/x.h\"\n") == "");
    CHECK(broken("core/data/a.cpp", kApache + "#include <parquet/file_reader.h>\n") == "arrow-library");
    CHECK(broken("app/parquet/a.cpp", kApache + "#include <arrow/array.h>\n#include \"core/job/x.h\"\n") == "");
    CHECK(broken("app/parquet/a.cpp", kApache + "#include \"core/data/x.h\"\n") == "arrow");
    CHECK(broken("widgets/shell/a.cpp", kGpl + "#include \"core/engine/x.h\"\n") == "arrow");
    CHECK(broken("widgets/shell/a.cpp", kGpl + "#include \"core/workbench/x.h\"\n#include <QWidget>\n") == "");
    CHECK(broken("app/cli/a.cpp", kApache + "#include \"widgets/shell/x.h\"\n") == "arrow");
    CHECK(broken("app/worker/a.cpp", kApache + "#include \"core/workbench/x.h\"\n") == "arrow");
    CHECK(broken("core/stats/a.cpp", kApache + "#include \"app/cli/x.h\"\n") == "arrow");
    // other libraries
    CHECK(broken("core/text/a.cpp", kApache + "#include <QString>\n") == "qt");
    CHECK(broken("core/text/a.cpp", kApache + "#include <QtCore/QString>\n") == "qt");
    CHECK(broken("app/cli/a.cpp", kApache + "#include <QString>\n") == "qt");
    CHECK(broken("widgets/shell/a.cpp", kGpl + "#include <torch/torch.h>\n") == "torch");
    CHECK(broken("core/workbench/a.cpp", kApache + "#include <ATen/ATen.h>\n") == "torch");
    CHECK(broken("core/data/a.h", kApache + "#include <c10/util/Half.h>\n") == "torch");
    CHECK(broken("core/engine/a.cpp", kApache + "#include <torch/torch.h>\n") == "");
    CHECK(broken("core/engine/a.cpp", kApache + "#include <torch/torch.h>\n#include <spdlog/spdlog.h>\n") ==
          "torch-with-spdlog");
    CHECK(broken("app/worker/a.cpp", kApache + "#include <fmt/core.h>\n#include <ATen/core/Tensor.h>\n") ==
          "torch-with-spdlog");
    CHECK(broken("widgets/panels/runs/a.cpp", kGpl + "#include <qcustomplot.h>\n") == "qcustomplot");
    CHECK(broken("widgets/charts/a.cpp", kGpl + "#include <qcustomplot.h>\n") == "");
    // inside a library
    CHECK(broken("widgets/panels/runs/a.cpp", kGpl + "#include \"widgets/panels/train/x.h\"\n") == "panel");
    CHECK(broken("widgets/panels/runs/a.cpp", kGpl + "#include \"widgets/panels/panel.h\"\n") == "");
    CHECK(broken("widgets/panels/runs/a_feature.cpp", kGpl + "#include \"widgets/bridge/x.h\"\n") == "");
    CHECK(broken("widgets/panels/workspace.cpp", kGpl + "#include \"widgets/bridge/x.h\"\n") == "");
    CHECK(broken("widgets/panels/runs/a_panel.cpp", kGpl + "#include \"widgets/bridge/x.h\"\n") == "bridge");
    CHECK(broken("widgets/models/a.cpp", kGpl + "#include \"widgets/bridge/x.h\"\n") == "bridge");
    CHECK(broken("widgets/panels/runs/a_feature.cpp", kGpl + "#include \"widgets/shell/x.h\"\n") == "bridge");
    CHECK(broken("widgets/bridge/a.cpp", kGpl + "#include \"widgets/panels/runs/x.h\"\n") == "bridge");
    CHECK(broken("app/gui/a.cpp", kGpl + "#include \"widgets/bridge/x.h\"\n") == "");
    CHECK(broken("core/engine/train/a.cpp", kApache + "#include \"core/engine/search/x.h\"\n") == "train-search");
    CHECK(broken("core/engine/search/a.cpp", kApache + "#include \"core/engine/train/x.h\"\n") == "train-search");
}

TEST_CASE("a planted link, size, blank or keyword is found; what is allowed is not") {
    // links
    CHECK(broken("widgets/CMakeLists.txt", "target_link_libraries(w PUBLIC lapidary_engine)\n") == "link");
    CHECK(broken("core/CMakeLists.txt", "target_link_libraries(c PUBLIC Qt6::Core)\n") == "link");
    CHECK(broken("core/CMakeLists.txt", "lapidary_library(lapidary_data PUBLIC ${TORCH_LIBRARIES})\n") == "link");
    // sizes
    CHECK(broken("core/base/a.cpp", lines(350)) == "");
    CHECK(broken("core/base/a.cpp", lines(351)) == "proportion");
    CHECK(broken("core/base/a.cpp", lines(501)) == "size,proportion");
    CHECK(broken("tests/base/a.cpp", lines(700)) == "");
    CHECK(broken("tests/base/a.cpp", lines(701)) == "size");
    // manner
    CHECK(broken("core/base/a.cpp", "#include <vector>\n") == "licence");
    CHECK(broken("core/base/a.cpp", kGpl) == "licence");
    CHECK(broken("widgets/shell/a.cpp", kApache) == "licence");
    CHECK(broken("core/base/a.cpp", "") == "licence");
    CHECK(broken("core/base/a.cpp", kApache + "\tint x;\n") == "blanks");
    CHECK(broken("core/base/a.cpp", kApache + "int x; \n") == "blanks");
    CHECK(broken("core/base/a.cpp", kApache + "int x;\r\n") == "blanks");
    CHECK(broken("widgets/shell/a.h", kGpl + "signals:\n") == "qt-keyword");
    CHECK(broken("widgets/shell/a.h", kGpl + "public slots:\n") == "qt-keyword");
    CHECK(broken("widgets/shell/a.cpp", kGpl + "    emit changed();\n") == "qt-keyword");
    CHECK(broken("widgets/shell/a.cpp", kGpl + "    Q_EMIT changed();\n") == "");
}

TEST_CASE("the sources keep to the architecture") {
    REQUIRE(std::filesystem::is_directory(std::filesystem::path(LAPIDARY_SOURCE) / "core/base"));
    for (const auto &offence : checkArchitecture(LAPIDARY_SOURCE))
        FAIL_CHECK(offence.file << ":" << offence.line << ": [" << offence.rule << "] " << offence.text);
}
