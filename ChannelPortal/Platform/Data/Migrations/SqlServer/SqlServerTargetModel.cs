using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Platform.Data.Migrations.SqlServer
{
    /// <summary>A migration that reads a target model reads the latest one (ADR 0003).</summary>
    partial class SqlServerAppDbContextModelSnapshot
    {
        internal static void Fill(ModelBuilder modelBuilder) => new SqlServerAppDbContextModelSnapshot().BuildModel(modelBuilder);
    }
}
