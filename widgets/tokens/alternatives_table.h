// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/text_token.h"
#include <QTableWidget>

namespace lapidary {

/// A token by itself, with what is not seen made visible; one that adds nothing to the text has a sign all the same.
QString tokenBoxText(const std::string &text);

/// What else could have stood in the place of a token, the likeliest first, with a bar for each probability. Enter or a
/// double click chooses one.
class AlternativesTable : public QTableWidget {
    Q_OBJECT
public:
    explicit AlternativesTable(const QString &objectName, QWidget *parent = nullptr);
    void setAlternatives(const std::vector<TokenAlternative> &tokens);

Q_SIGNALS:
    void chosen(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace lapidary
