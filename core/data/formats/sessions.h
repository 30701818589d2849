// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/formats/row_reader.h"

namespace lapidary {

/// Whether a file that begins so is a log of a coding agent's session: of Claude Code (lines with "sessionId" and
/// "parentUuid") or of Codex (lines of the types "session_meta" and "response_item").
bool isSession(std::string_view head);

/// Such a session as a row {"id", "model"?, "messages"}, where calls of tools and what these answered are parts of
/// messages as the layout "messages" reads them. Of Claude Code each conversation of a helper that it started is a row
/// of its own ("id/…"), parts of one answer that the log has on several lines are joined, and answers that are reports
/// of errors are left out. Lines about anything else than messages (settings, what the screen showed) are left out too;
/// thoughts that are encrypted cannot be read and are not there. The file is held as one row of at most 64 MB. Bad
/// rows: session.bad_line (no JSON), session.too_long. Errors of the whole: file.*, session.no_session.
Result<std::unique_ptr<RowReader>> openSession(const fs::path &path);

} // namespace lapidary
