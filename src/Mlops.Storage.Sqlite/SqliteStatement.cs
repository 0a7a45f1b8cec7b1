using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Sqlite;

/// <summary>A prepared statement, which is run many times; its parameters are named <c>@0</c>, <c>@1</c>, … by position.</summary>
internal sealed unsafe class SqliteStatement : IDisposable
{
    private const int OnStack = 512;
    private const int MaxKeptBytes = 16 * 1024;
    private readonly nint _database;
    private readonly int[] _indexes;
    private nint _handle;
    private bool _holdsMuch;

    public SqliteStatement(nint database, string sql, int parameters)
    {
        _database = database;
        var bytes = Encoding.UTF8.GetBytes(sql);
        fixed (byte* text = bytes)
        {
            Check(SqliteNative.Prepare(database, text, bytes.Length, SqliteNative.Persistent, out _handle, out var tail));
            if (_handle == 0 || !string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(tail, (int)(text + bytes.Length - tail))))
            {
                Dispose();
                throw new InvalidOperationException("A text must hold one statement.");
            }
        }

        _indexes = new int[parameters];
        for (var i = 0; i < parameters; i++)
        {
            _indexes[i] = SqliteNative.ParameterIndex(_handle, ParameterNames.At(i));
        }

        if (SqliteNative.ParameterCount(_handle) > parameters)
        {
            Dispose();
            throw new InvalidOperationException("A statement has more parameters than values.");
        }

        Row = new SqliteRow(this);
    }

    /// <summary>The row that the statement stands at; it is used again for every run.</summary>
    public SqliteRow Row { get; }

    public nint Handle => _handle;

    public void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < _indexes.Length; i++)
        {
            var index = _indexes[i];
            if (index != 0)
            {
                Check(SqliteDialect.Instance.Value(values[i]) switch
                {
                    null => SqliteNative.BindNull(_handle, index),
                    string text => BindText(index, text),
                    long number => SqliteNative.BindInt64(_handle, index, number),
                    double number => SqliteNative.BindDouble(_handle, index, number),
                    int number => SqliteNative.BindInt64(_handle, index, number),
                    bool flag => SqliteNative.BindInt64(_handle, index, flag ? 1 : 0),
                    byte[] bytes => BindBlob(index, bytes),
                    DBNull => SqliteNative.BindNull(_handle, index),
                    var other => throw new InvalidOperationException($"A parameter can't be a {other.GetType()}."),
                });
            }
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    public bool Step()
    {
        var result = SqliteNative.Step(_handle);
        if (result == SqliteNative.Row)
        {
            return true;
        }

        if (result != SqliteNative.Done)
        {
            var error = Error(result);
            Reset();
            throw error;
        }

        return false;
    }

    /// <summary>Makes the statement ready for its next run, and gives back what it read from.</summary>
    public void Reset()
    {
        // What it yields is the error of the last step, which that step has told.
        _ = SqliteNative.Reset(_handle);
        if (_holdsMuch)
        {
            _ = SqliteNative.ClearBindings(_handle);
            _holdsMuch = false;
        }
    }

    public void Dispose()
    {
        if (_handle != 0)
        {
            _ = SqliteNative.Close(_handle);
            _handle = 0;
        }
    }

    private int BindText(int index, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = null;
        var buffer = most <= OnStack ? stackalloc byte[OnStack] : (rented = ArrayPool<byte>.Shared.Rent(most));
        var length = Encoding.UTF8.GetBytes(text, buffer);
        _holdsMuch |= length > MaxKeptBytes;
        int result;
        fixed (byte* bytes = buffer)
        {
            result = SqliteNative.BindText(_handle, index, bytes, length, SqliteNative.Transient);
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return result;
    }

    private int BindBlob(int index, byte[] blob)
    {
        _holdsMuch |= blob.Length > MaxKeptBytes;
        // An empty array has no address, and without one the engine would bind NULL.
        byte none = 0;
        fixed (byte* bytes = blob)
        {
            return SqliteNative.BindBlob(_handle, index, bytes is null ? &none : bytes, blob.Length, SqliteNative.Transient);
        }
    }

    private void Check(int result)
    {
        if (result != SqliteNative.Ok)
        {
            throw Error(result);
        }
    }

    private SqliteException Error(int result) => new(
        $"SQLite Error {result & 0xFF}: '{Marshal.PtrToStringUTF8((nint)SqliteNative.ErrorMessage(_database))}'.",
        result & 0xFF,
        SqliteNative.ExtendedError(_database));
}
