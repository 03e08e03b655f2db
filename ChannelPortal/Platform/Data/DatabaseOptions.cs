using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Platform.Data;

/// <summary>The databases that the portal runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}

/// <summary>Section <c>Database</c>. The connection string is <c>ConnectionStrings:Portal</c>; SQLite defaults to <c>portal.db</c> in the data directory.</summary>
public sealed class DatabaseOptions
{
    [EnumDataType(typeof(DatabaseProvider))]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    public string ConnectionString { get; set; } = "";
}

/// <summary>Section <c>ChannelPortal</c>: settings of the installation.</summary>
public sealed class PortalOptions
{
    /// <summary>Holds the SQLite file, reports, imports and logs. Relative paths are relative to the working directory.</summary>
    [Required]
    public string DataDirectory { get; set; } = ".data";

    /// <summary>IANA id of the business zone.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>Month in which the fiscal year begins.</summary>
    [Range(1, 12)]
    public int FiscalYearStart { get; set; } = 1;

    /// <summary>ISO 4217 currency of the manufacturer's books.</summary>
    [Required, Length(3, 3)]
    public string Currency { get; set; } = "CNY";

    /// <summary>The public address of this node; the demo traffic and links in mail use it.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>How long background services leave the machine to the first pages after a start.</summary>
    [Range(0, 60)]
    public double QuietStartSeconds { get; set; } = 2;

    public DemoOptions Demo { get; set; } = new();

    public string PathOf(params string[] parts) => Path.GetFullPath(Path.Combine([DataDirectory, .. parts]));
}

/// <summary>Section <c>ChannelPortal:Demo</c>.</summary>
public sealed class DemoOptions
{
    /// <summary>Seeds the demo world when the database is empty and creates the demo accounts.</summary>
    public bool Enabled { get; set; }

    /// <summary>One password for all demo accounts; required in demo mode.</summary>
    public string Password { get; set; } = "";

    /// <summary>Posts live events through the public API.</summary>
    public bool Traffic { get; set; } = true;

    /// <summary>Dealers of the demo world made at first start.</summary>
    [Range(1, 20_000)]
    public int Dealers { get; set; } = 300;

    /// <summary>Months of history.</summary>
    [Range(1, 120)]
    public int Months { get; set; } = 36;

    public int Seed { get; set; } = 42;
}
