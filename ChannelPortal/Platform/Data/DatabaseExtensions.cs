using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace ChannelPortal.Platform.Data;

/// <summary>For the few places that speak SQL themselves (fact store, metric engine): the context's own connection, opened with its settings.</summary>
public static class DatabaseExtensions
{
    /// <summary>The context owns and closes it. Statements past EF see every dealer's rows: state the scope in the SQL.</summary>
    public static DbConnection GetDbConnectionOpened(this DatabaseFacade database)
    {
        var connection = database.GetDbConnection();
        if (connection.State != ConnectionState.Open)
        {
            database.OpenConnection();
        }

        return connection;
    }
}
