namespace Mlops.Storage.Tests.Tracking;

/// <summary>Searches that always go through an order, as they do where a filter finds much.</summary>
public sealed class SqliteOrderedSearchTests(SqliteOrderedSearchTests.Stores stores) : RunSearchContract(stores), IClassFixture<SqliteOrderedSearchTests.Stores>
{
    public sealed class Stores : SqliteStores
    {
        protected override int Few => 0;
    }
}
