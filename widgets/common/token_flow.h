// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractScrollArea>
#include <QColor>
#include <QVector>
#include <functional>

namespace lapidary {

/// Tokens in boxes that flow like text. A masked token has a dashed frame and muted text; what lies behind a cut is
/// struck out. Arrow keys and the mouse move a cursor over the tokens; Enter or a click chooses one.
class TokenFlow : public QAbstractScrollArea {
    Q_OBJECT
public:
    struct Token {
        QString text{};
        bool masked = false;
        bool marked = false; ///< underlined: put there by hand
        QColor tint{};       ///< invalid: none
        QString about{};     ///< tool tip and accessible description
    };
    explicit TokenFlow(const QString &name, QWidget *parent = nullptr);
    /// `cut`: the first token behind the cut; -1: nothing is cut.
    void setTokens(const QVector<Token> &tokens, int cut = -1, const QString &cutLabel = {});
    /// Says the `about` of tokens that have none: sentences for thousands of tokens need not be made before one is
    /// asked for.
    void setAbout(std::function<QString(int token)> about) { about_ = std::move(about); }
    QString about(int token) const;
    const QVector<Token> &tokens() const { return tokens_; }
    int cut() const { return cut_; }
    int current() const { return current_; }
    void setCurrent(int token);
    QRect boxOf(int token) const; ///< in the viewport

Q_SIGNALS:
    void tokenChosen(int token);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void arrange();
    int tokenAt(const QPoint &place) const;
    void drawToken(QPainter &painter, int token, const QRect &box) const;
    QVector<Token> tokens_{};
    QVector<QRect> boxes_{}; ///< from the top of the whole text
    QString cutLabel_{};
    std::function<QString(int)> about_{};
    int cut_ = -1, current_ = -1, cutY_ = -1, height_ = 0;
};

} // namespace lapidary
