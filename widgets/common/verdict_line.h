// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <QWidget>
#include <optional>

namespace lapidary {

/// "A  base  ✓ right · answer 7 · 46 tokens": whose answer it is, the verdict by sign, word and colour, and the rest.
/// An answer that nobody can score has the word and no sign.
class VerdictLine : public QWidget {
    Q_OBJECT
public:
    explicit VerdictLine(const QString &letter, QWidget *parent = nullptr);
    void clear();
    /// Where the line is too short, the parts of `rest` before the last give way first: the last stays whole.
    void show(const QString &name, std::optional<bool> right, const QStringList &rest);
    QString text() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString fittingRest(int room) const;
    QString word() const;
    QString letter_, name_;
    QStringList rest_;
    bool shown_ = false;
    std::optional<bool> right_; ///< nothing: it cannot be scored
};

} // namespace lapidary
