namespace Mlops.Storage;

/// <summary>Why a database could not do what was asked.</summary>
public enum StorageFailure
{
    /// <summary>It can't be reached, is locked by others, or has too much to do; another try may succeed.</summary>
    Unavailable,

    /// <summary>A statement took longer than the options allow.</summary>
    TooLong,

    /// <summary>There is no room left.</summary>
    Full,

    /// <summary>Others changed the same at the same time, again and again; another try may succeed.</summary>
    Conflict,

    /// <summary>A value of the request is none that the database can keep or search for.</summary>
    Invalid,
}
