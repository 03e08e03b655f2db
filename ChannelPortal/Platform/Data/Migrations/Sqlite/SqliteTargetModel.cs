using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <summary>A migration that reads a target model reads the latest one (ADR 0003).</summary>
    partial class SqliteAppDbContextModelSnapshot
    {
        internal static void Fill(ModelBuilder modelBuilder) => new SqliteAppDbContextModelSnapshot().BuildModel(modelBuilder);
    }
}
