using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <summary>A migration that reads a target model reads the latest one (ADR 0003).</summary>
    partial class PostgreSqlAppDbContextModelSnapshot
    {
        internal static void Fill(ModelBuilder modelBuilder) => new PostgreSqlAppDbContextModelSnapshot().BuildModel(modelBuilder);
    }
}
