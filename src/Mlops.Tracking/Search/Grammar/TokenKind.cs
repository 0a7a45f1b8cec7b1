namespace Mlops.Tracking.Search.Grammar;

internal enum TokenKind
{
    /// <summary>Nothing is left.</summary>
    End,

    /// <summary>A character or word that begins nothing: an unclosed quote, a semicolon, OR.</summary>
    Stray,

    /// <summary>Words and quoted parts joined by dots.</summary>
    Identifier,

    /// <summary>A text in double quotes: a value or, on the left side, an identifier.</summary>
    Symbol,

    /// <summary>A text in single quotes.</summary>
    Text,

    /// <summary>A number without fraction and exponent.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Decimal,

    /// <summary>Everything between matching parentheses.</summary>
    List,

    /// <summary>A run of the characters that comparison operators are made of.</summary>
    Punctuation,

    And,
    In,
    Is,
    Not,
    Null,
    Like,
    ILike,
    RLike,
}
